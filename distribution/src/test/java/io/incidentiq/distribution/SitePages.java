package io.incidentiq.distribution;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pages of a built site, each as its HTML. Addresses elsewhere are not looked at. */
record SitePages(Path folder, Map<Path, String> pages) {
    private static final Pattern HREF = Pattern.compile("<a\\b[^>]*?\\shref=\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]*)\"");

    static SitePages read(Path folder) throws IOException {
        var pages = new TreeMap<Path, String>();
        for (Path file : Folders.files(folder)) {
            if (file.toString().endsWith(".html")) {
                pages.put(file, Files.readString(file));
            }
        }
        return new SitePages(folder, pages);
    }

    String page(String path) {
        return Objects.requireNonNull(pages.get(folder.resolve(path)), path);
    }

    /** Returns each link that leads to a page or a section that isn't there, as a line; none if all is well. */
    List<String> broken() {
        var broken = new ArrayList<String>();
        pages.forEach((page, html) -> {
            for (String link : all(HREF, html)) {
                if (!link.matches("[a-z]+:.*") && !leads(page, link)) {
                    broken.add(folder.relativize(page) + ": " + link);
                }
            }
        });
        return broken;
    }

    private boolean leads(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? page
                : page.resolveSibling(onDisk(parts[0])).normalize();
        String html = pages.get(Files.isDirectory(target) ? target.resolve("index.html") : target);
        return html != null
                && (parts.length == 1 || parts[1].isEmpty() || ids(html).contains(decoded(parts[1])));
    }

    private String onDisk(String path) {
        return path.startsWith("/") ? folder + decoded(path) : decoded(path);
    }

    private static Set<String> ids(String html) {
        return new HashSet<>(all(ID, html));
    }

    private static List<String> all(Pattern pattern, String html) {
        var found = new ArrayList<String>();
        Matcher matcher = pattern.matcher(html);
        while (matcher.find()) {
            found.add(matcher.group(1)
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"")
                    .replace("&amp;", "&"));
        }
        return found;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
