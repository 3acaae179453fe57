package kakehashi.drawing;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/// A picture, parsed by the JDK.
///
/// @param xml the document
record SvgDocument(Document xml) {
    static SvgDocument parse(String svg) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            return new SvgDocument(factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg))));
        } catch (Exception e) {
            throw new AssertionError("not well-formed", e);
        }
    }

    /// In px.
    double width() {
        return Double.parseDouble(xml.getDocumentElement().getAttribute("width"));
    }

    List<Element> elements(String name) {
        NodeList nodes = xml.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    List<Element> all() {
        return elements("*");
    }

    List<Element> withClass(String name) {
        return all().stream()
                .filter(e -> List.of(e.getAttribute("class").split(" ")).contains(name))
                .toList();
    }

    /// The fingerprints of the certificates that are drawn, each as often as it is.
    List<String> drawn() {
        return withClass("certificate").stream()
                .map(e -> e.getAttribute("id").substring("c-".length()))
                .toList();
    }

    Element certificate(String fingerprint) {
        return all().stream()
                .filter(e -> e.getAttribute("id").equals("c-" + fingerprint))
                .findFirst()
                .orElseThrow();
    }

    /// Where boxes stand: left, top, right, bottom.
    List<double[]> boxes() {
        List<double[]> boxes = new ArrayList<>();
        for (Element rect : withClass("box")) {
            String place = ((Element) rect.getParentNode()).getAttribute("transform");
            String[] at =
                    place.substring("translate(".length(), place.length() - 1).split(" ");
            double x = Double.parseDouble(at[0]);
            double y = Double.parseDouble(at[1]);
            boxes.add(new double[] {
                x, y, x + number(rect, "width"), y + number(rect, "height"),
            });
        }
        return boxes;
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
