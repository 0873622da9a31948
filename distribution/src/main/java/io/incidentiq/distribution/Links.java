package io.incidentiq.distribution;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The links of the guides and of the overview. Addresses elsewhere are not looked at, and Javadoc's pages are Javadoc's to check. */
final class Links {
    private static final Pattern HREF = Pattern.compile("<a\\b[^>]*?\\shref=\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]*)\"");

    private final Map<Path, Set<String>> ids = new HashMap<>();

    private Links() {}

    /** Returns each link that leads to a page or a section that isn't there, as a line; none if all is well. */
    static List<String> broken(Path folder) throws IOException {
        var links = new Links();
        var broken = new ArrayList<String>();
        links.check(folder, folder.resolve("index.html"), broken);
        for (Path page : Folders.files(folder.resolve("guides"))) {
            links.check(folder, page, broken);
        }
        return broken;
    }

    private void check(Path folder, Path page, List<String> broken) throws IOException {
        Matcher links = HREF.matcher(Files.readString(page));
        while (links.find()) {
            String link = links.group(1).replace("&amp;", "&");
            if (!link.matches("[a-z]+:.*") && !leads(page, link)) {
                broken.add(folder.relativize(page) + ": " + link);
            }
        }
    }

    private boolean leads(Path page, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? page
                : page.resolveSibling(decoded(parts[0])).normalize();
        if (!Files.isRegularFile(target)) {
            return false;
        }
        return parts.length == 1 || parts[1].isEmpty() || ids(target).contains(decoded(parts[1]));
    }

    private Set<String> ids(Path page) throws IOException {
        Set<String> known = ids.get(page);
        if (known == null) {
            known = new HashSet<>();
            Matcher matcher = ID.matcher(Files.readString(page));
            while (matcher.find()) {
                known.add(matcher.group(1)
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&"));
            }
            ids.put(page, known);
        }
        return known;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
