package io.tokenkeep.console.client;

import io.tokenkeep.avro.Client;
import io.tokenkeep.avro.ClientBrand;
import io.tokenkeep.avro.ClientContact;
import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.console.api.Problem;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a client that a caller sets. The contract has their form; this checks what a form cannot say. */
record ClientFields(
        String name,
        List<ClientContact> contacts,
        @Nullable String language,
        @Nullable String timeZone,
        @Nullable ClientBrand brand) {

    /** Fails with a problem if the time zone is none that the JDK knows */
    ClientFields {
        if (timeZone != null && !ZoneId.getAvailableZoneIds().contains(timeZone)) {
            throw Problem.invalid(
                            "timeZone: " + timeZone + " is no time zone of the IANA database, such as Europe/Berlin.")
                    .exception();
        }
    }

    static ClientFields of(Client client) {
        return new ClientFields(
                client.getName(), client.getContacts(), client.getLanguage(), client.getTimeZone(), client.getBrand());
    }

    Client create(String id, RecordVersion version) {
        return record(id, version, version.getChangeId(), version.getChangedAt());
    }

    Client change(Client before, RecordVersion version) {
        return record(before.getClientId(), version, before.getCreationId(), before.getCreatedAt());
    }

    private Client record(String id, RecordVersion version, String creationId, Instant createdAt) {
        return new Client(id, version, creationId, createdAt, name, contacts, language, timeZone, brand, false);
    }

    /** What stays of a deleted client until it is forgotten. */
    static Client deleted(Client before, RecordVersion version) {
        return new Client(
                before.getClientId(),
                version,
                before.getCreationId(),
                before.getCreatedAt(),
                "",
                List.of(),
                null,
                null,
                null,
                true);
    }
}
