package io.tokenkeep.callback.page;

import java.net.URI;
import java.util.Optional;

/** What a page shows of the agency that asks for the consent. */
public record Brand(
        Optional<String> name, Optional<URI> logo, Optional<Colour> colour, Optional<URI> privacy, Optional<URI> help) {

    public static final Brand NONE =
            new Brand(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** This brand, with the parts that it lacks from another one. */
    public Brand or(Brand other) {
        return new Brand(
                name.or(other::name),
                logo.or(other::logo),
                colour.or(other::colour),
                privacy.or(other::privacy),
                help.or(other::help));
    }
}
