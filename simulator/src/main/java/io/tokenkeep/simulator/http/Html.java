package io.tokenkeep.simulator.http;

import java.util.stream.Collectors;

/** The frame of the simulator's pages, and the escaping of what goes into them. */
public final class Html {
    private static final String FRAME = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>%s</title>
            <style>
            body { font: 17px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 8vh auto; padding: 0 1.2rem; color: #1b1f24; }
            h1 { line-height: 1.2; }
            .note { background: #fff6d6; border: 1px solid #e3cf85; border-radius: .5rem; padding: .6rem 1rem; }
            input[type=text] { font: inherit; padding: .5rem; width: 100%%; box-sizing: border-box; border: 1px solid #888; border-radius: .5rem; }
            fieldset { border: 1px solid #ccc; border-radius: .5rem; margin: 0 0 1.2rem; padding: .6rem 1rem; }
            .choice { display: block; padding: .25rem 0; }
            .choice input { width: 1.1rem; height: 1.1rem; margin: 0 .5rem 0 0; vertical-align: -.15rem; }
            :focus-visible { outline: 3px solid #2f6fde; outline-offset: 2px; }
            button { font: inherit; padding: .6rem 1.4rem; border-radius: .5rem; border: 1px solid #888; margin: 1rem .6rem 0 0; cursor: pointer; }
            button.main { background: #1b1f24; color: #fff; }
            code, pre { font: 14px/1.5 ui-monospace, monospace; background: #f3f4f6; border-radius: .3rem; }
            code { padding: .1rem .3rem; }
            pre { padding: .8rem; overflow-x: auto; }
            </style>
            </head>
            <body>
            %s
            </body>
            </html>
            """;

    /** Prefix of the simulator's own parameters. */
    private static final String STEERING = "sim_";

    private Html() {}

    public static String page(String title, String body) {
        return FRAME.formatted(escape(title), body);
    }

    /** A hidden input. */
    public static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + escape(name) + "\" value=\"" + escape(value) + "\">\n";
    }

    /** Hidden inputs for all parameters of the app's request, except the simulator's own parameters. */
    public static String asked(ApiRequest request) {
        return request.parameters().entries().stream()
                .filter(parameter -> !parameter.getKey().startsWith(STEERING))
                .map(parameter -> hidden(parameter.getKey(), parameter.getValue()))
                .collect(Collectors.joining());
    }

    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
