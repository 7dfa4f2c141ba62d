package io.tokenkeep.callback.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/** Dates and times as each language writes them. */
final class Moments {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofLocalizedDateTime(
                    FormatStyle.LONG, FormatStyle.SHORT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG);

    private Moments() {}

    static Html time(Instant at) {
        Html local =
                view -> Html.escape(TIME.withLocale(view.language().locale()).format(at));
        return Html.of("<time datetime=\"{}\">{}</time>", at, Texts.text("time", local));
    }

    static Html day(LocalDate day) {
        Html local =
                view -> Html.escape(DAY.withLocale(view.language().locale()).format(day));
        return Html.of("<time datetime=\"{}\">{}</time>", day, local);
    }
}
