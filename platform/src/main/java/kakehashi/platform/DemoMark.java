package kakehashi.platform;

import java.nio.file.Files;
import java.nio.file.Path;

/// Knows folders of the demonstration, which nothing real may use.
final class DemoMark {
    private static final String MARK = "kakehashi-demo";

    private DemoMark() {}

    /// Whether the folder, or one that it lies in, bears the mark.
    static boolean isOn(Path folder) {
        for (Path each = folder.toAbsolutePath(); each != null; each = each.getParent()) {
            if (Files.isRegularFile(each.resolve(MARK))) {
                return true;
            }
        }
        return false;
    }

    /// Notes a fault when it does.
    static boolean refuse(ConfigSection section, String key, Path folder) {
        if (!isOn(folder)) {
            return false;
        }
        section.fault(
                key,
                folder + " は実演のデータです。鍵生成セレモニーで新しい設備を設けてください。",
                folder + " holds data of the demonstration. Make an installation of your own by a ceremony.");
        return true;
    }
}
