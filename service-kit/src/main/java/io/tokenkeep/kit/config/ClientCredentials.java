package io.tokenkeep.kit.config;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * The id of an OAuth client at its provider, and its secrets. The secrets are tried in their order, so that one can be
 * replaced at the provider without an interruption; a service that exchanges nothing has no secrets.
 */
public record ClientCredentials(String id, List<Secret> secrets) {

    static final String ID = "client.id";
    static final String SECRETS = "client.secrets";

    public ClientCredentials {
        AppNames.require(AppNames.isWord(id), ID, "write the id without spaces or commas");
        secrets = List.copyOf(secrets);
    }

    static ClientCredentials from(TypedValues settings) {
        return new ClientCredentials(settings.string(ID), settings.secrets(SECRETS));
    }

    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        ID,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        AppNames.withoutSpaces("an id without spaces or commas"),
                        Importance.HIGH,
                        "The app's id at the provider. Where one app has an id for each product, the one for this product.")
                .define(
                        SECRETS,
                        ConfigDef.Type.PASSWORD,
                        "",
                        Importance.HIGH,
                        "The app's secrets, with commas between them, tried in this order. Needed by exchange-worker, and by"
                                + " callback-service if the provider's deauthorize and deletion calls are to be believed.");
    }
}
