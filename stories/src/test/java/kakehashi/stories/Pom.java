package kakehashi.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// What a `pom.xml` declares: its dependencies, managed ones included, and its plug-ins.
record Pom(List<Dependency> dependencies) {
    /// One declared artifact; a plug-in has the scope `plugin`, a dependency without a scope `compile`.
    record Dependency(String group, String artifact, String scope) {}

    static Pom read(Path file) {
        try {
            Document pom =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
            List<Dependency> found = new ArrayList<>();
            collect(pom, "dependency", "compile", found);
            collect(pom, "plugin", "plugin", found);
            return new Pom(List.copyOf(found));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(file + " is not XML", e);
        }
    }

    private static void collect(Document pom, String tag, String scope, List<Dependency> found) {
        NodeList nodes = pom.getElementsByTagName(tag);
        for (int i = 0; i < nodes.getLength(); i++) {
            Element node = (Element) nodes.item(i);
            found.add(new Dependency(
                    text(node, "groupId", ""), text(node, "artifactId", ""), text(node, "scope", scope)));
        }
    }

    private static String text(Element node, String tag, String absent) {
        NodeList found = node.getElementsByTagName(tag);
        return found.getLength() == 0 ? absent : found.item(0).getTextContent().strip();
    }
}
