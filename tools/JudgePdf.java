import java.io.File;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** For each PDF named after the standards (comma between them): a line "standard TAB file TAB passed or failed TAB checks made", then a line
    "TAB clause-test message" for each thing wrong. */
public class JudgePdf {
    public static void main(String[] words) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String name : words[0].split(",")) {
            PDFAFlavour standard = PDFAFlavour.fromString(name);
            for (int at = 1; at < words.length; at++) {
                judge(name, standard, words[at]);
            }
        }
    }

    private static void judge(String name, PDFAFlavour standard, String file) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), standard);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(standard, false)) {
            ValidationResult result = validator.validate(parser);
            String verdict = result.isCompliant() ? "passed" : "failed";
            System.out.println(name + "\t" + file + "\t" + verdict + "\t" + result.getTotalAssertions());
            for (TestAssertion wrong : result.getTestAssertions()) {
                String where = wrong.getRuleId().getClause() + "-" + wrong.getRuleId().getTestNumber();
                System.out.println("\t" + where + " " + wrong.getMessage().replaceAll("\\s+", " "));
            }
        }
    }
}
