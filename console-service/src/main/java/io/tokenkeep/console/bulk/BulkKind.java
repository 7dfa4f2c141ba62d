package io.tokenkeep.console.bulk;

import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.ApiRole;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a bulk action does with each account, by the names of the API. */
enum BulkKind {
    REFRESH(AccountCommandKind.REFRESH_NOW, ApiRole.OPERATE),
    VERIFY(AccountCommandKind.VERIFY_NOW, ApiRole.OPERATE),
    /** Only the persons can undo it, each by a new consent. */
    DISCONNECT(AccountCommandKind.DISCONNECT, ApiRole.ADMIN);

    private final AccountCommandKind command;
    private final ApiRole role;

    BulkKind(AccountCommandKind command, ApiRole role) {
        this.command = command;
        this.role = role;
    }

    AccountCommandKind command() {
        return command;
    }

    /** What an API key needs to ask for it, and to start it. */
    ApiRole role() {
        return role;
    }

    /** Empty for what is no bulk action, as in the record of a newer version. */
    static Optional<BulkKind> of(@Nullable AccountCommandKind command) {
        return Stream.of(values()).filter(kind -> kind.command == command).findFirst();
    }
}
