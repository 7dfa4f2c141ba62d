package io.tokenkeep.callback.consent;

import io.tokenkeep.callback.page.WebPage;
import io.tokenkeep.kit.config.AppConfig;
import java.util.function.Function;

/** The answer to a browser. */
public sealed interface BrowserResponse {

    <T> T match(Function<Shown, T> shown, Function<SeeOther, T> seeOther, Function<Authorize, T> authorize);

    record Shown(WebPage page) implements BrowserResponse {
        @Override
        public <T> T match(Function<Shown, T> shown, Function<SeeOther, T> seeOther, Function<Authorize, T> authorize) {
            return shown.apply(this);
        }
    }

    /** A redirect to another page of this service. */
    record SeeOther(String path) implements BrowserResponse {
        @Override
        public <T> T match(Function<Shown, T> shown, Function<SeeOther, T> seeOther, Function<Authorize, T> authorize) {
            return seeOther.apply(this);
        }
    }

    /** A redirect to the provider, with the browser's cookie. The address holds a state and is not printed. */
    record Authorize(AppConfig app, String address, Browser browser) implements BrowserResponse {
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
