package io.tokenkeep.callback.consent;

import io.tokenkeep.callback.page.Page;
import io.tokenkeep.kit.config.AppConfig;
import java.util.function.Function;

/** What a browser is told. */
public sealed interface Answer {

    <T> T match(Function<Shown, T> shown, Function<SeeOther, T> seeOther, Function<Authorize, T> authorize);

    record Shown(Page page) implements Answer {
        @Override
        public <T> T match(Function<Shown, T> shown, Function<SeeOther, T> seeOther, Function<Authorize, T> authorize) {
            return shown.apply(this);
        }
    }

    /** Go on at another page of ours. */
    record SeeOther(String path) implements Answer {
        @Override
        public <T> T match(Function<Shown, T> shown, Function<SeeOther, T> seeOther, Function<Authorize, T> authorize) {
            return seeOther.apply(this);
        }
    }

    /** Go to the provider, and be known again by the cookie. The address holds a state and is not printed. */
    record Authorize(AppConfig app, String address, Browser browser) implements Answer {
        @Override
        public <T> T match(Function<Shown, T> shown, Function<SeeOther, T> seeOther, Function<Authorize, T> authorize) {
            return authorize.apply(this);
        }

        @Override
        public String toString() {
            return "Authorize[app=" + app.name() + "]";
        }
    }
}
