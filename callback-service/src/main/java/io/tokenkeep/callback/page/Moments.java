package io.tokenkeep.callback.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.TemporalAccessor;

/** Dates and times as each language writes them. */
final class Moments {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withZone(ZoneOffset.UTC);

    private Moments() {}

    /** What stands between the day and the time is a text, because releases of the JDK join the two differently. */
    static Html time(Instant at) {
        return Html.of("<time datetime=\"{}\">{}</time>", at, Texts.text("time", local(DAY, at), local(TIME, at)));
    }

    static Html day(LocalDate day) {
        return Html.of("<time datetime=\"{}\">{}</time>", day, local(DAY, day));
    }

    private static Html local(DateTimeFormatter format, TemporalAccessor value) {
        return view -> Html.escape(format.withLocale(view.language().locale()).format(value));
    }
}
