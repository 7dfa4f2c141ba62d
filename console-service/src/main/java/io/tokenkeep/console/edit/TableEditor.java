package io.tokenkeep.console.edit;

import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.kit.table.Position;
import io.tokenkeep.kit.table.RecordTable;
import io.tokenkeep.kit.table.SupersededException;
import io.tokenkeep.kit.table.TableShape;
import io.tokenkeep.kit.table.TableWriter;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * Makes and changes the records of one table for callers of the API. Two instances may edit the same record at once: the first on
 * the topic wins, and the other edit is decided anew on the winner's record. Thread-safe.
 */
public final class TableEditor<V extends SpecificRecord> {

    private static final int TRIES = 4;
    private static final int ID_BYTES = 12;

    private final RecordTable<V> table;
    private final TableWriter<V> writer;
    private final AuditLog audit;
    private final InstantSource clock;
    private final RandomGenerator random;

    public TableEditor(
            RecordTable<V> table, TableWriter<V> writer, AuditLog audit, InstantSource clock, RandomGenerator random) {
        this.table = table;
        this.writer = writer;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Makes a record under a key that has none, or whose record is deleted. A repeated request finds the record that it made.
     *
     * @param changeId names this creation; a repeated request has the same one
     * @param creationId reads the changeId of a record's creation
     * @param make the record of a version
     * @param taken the problem if another request has made a record under this key
     */
    public Future<Edited<V>> create(
            ApiRequest request,
            String changeId,
            String key,
            Function<V, String> creationId,
            Function<RecordVersion, V> make,
            Problem taken) {
        Optional<V> held = table.find(key);
        boolean deleted = held.filter(shape().deleted()).isPresent();
        if (held.filter(row -> creationId.apply(row).equals(changeId)).isPresent()) {
            // A repetition must not bring back what somebody deleted since.
            return deleted
                    ? Future.failedFuture(notFound(key).exception())
                    : Future.succeededFuture(new Edited<>(held.get(), null));
        }
        if (held.isPresent() && !deleted) {
            return Future.failedFuture(taken.exception());
        }
        return write(request, key, make.apply(next(request, held, changeId)))
                .recover(failure -> failure instanceof SupersededException
                        ? create(request, changeId, key, creationId, make, taken)
                        : Future.failedFuture(failure));
    }

    /**
     * Changes a record that the caller sees. A request with If-Match fails if the record has another version.
     *
     * @param visible whether the caller may know of the record
     * @param edit the changed record, of the version given; its failure is the answer
     */
    public Future<Edited<V>> change(
            ApiRequest request, String key, Predicate<V> visible, BiFunction<V, RecordVersion, V> edit) {
        return change(request, key, visible, edit, TRIES);
    }

    private Future<Edited<V>> change(
            ApiRequest request, String key, Predicate<V> visible, BiFunction<V, RecordVersion, V> edit, int tries) {
        Optional<V> held = find(key).filter(visible);
        if (held.isEmpty()) {
            return Future.failedFuture(notFound(key).exception());
        }
        Optional<Problem> mismatch = mismatch(request, held.get());
        if (mismatch.isPresent()) {
            return Future.failedFuture(mismatch.get().exception());
        }
        return write(request, key, edit.apply(held.get(), next(request, held, newId())))
                .recover(failure -> failure instanceof SupersededException && tries > 1
                        ? change(request, key, visible, edit, tries - 1)
                        : Future.failedFuture(failure));
    }

    /**
     * Writes the one audit entry of a change that makes many records.
     *
     * @param detail how many, and no name of a person
     */
    public Future<Void> announce(ApiRequest request, String changeId, String detail) {
        return audit.add(request, changeId, shape().topic().name(), detail);
    }

    /** Makes one of the records that {@link #announce} wrote of, or finds it, if an earlier request made it. */
    public Future<Edited<V>> createAnnounced(V record) {
        Optional<V> held = find(shape().key().apply(record));
        return held.isPresent() ? Future.succeededFuture(new Edited<>(held.get(), null)) : writeAnnounced(record);
    }

    /** Writes one of the records that {@link #announce} wrote of. Fails if another change of it came first. */
    public Future<Edited<V>> writeAnnounced(V record) {
        return writer.write(record).map(position -> new Edited<>(record, position));
    }

    /** The positions that cover these changes, and all that this instance has read. */
    public List<Position> covering(Stream<Edited<V>> changes) {
        return Position.latest(
                Stream.concat(changes.map(Edited::position).filter(Objects::nonNull), table.read().last().stream()));
    }

    /** The record of a key, unless it is deleted. */
    public Optional<V> find(String key) {
        return table.find(key).filter(row -> !shape().deleted().test(row));
    }

    /** The problem of a key that has no record. */
    public Problem notFound(String key) {
        return Problem.notFound(shape().topic().name() + "/" + key);
    }

    private Optional<Problem> mismatch(ApiRequest request, V held) {
        long current = shape().version().apply(held).getSequence();
        return request.header("If-Match")
                .filter(wanted -> !wanted.equals("*") && !wanted.equals("\"" + current + "\""))
                .map(wanted -> Problem.preconditionFailed(current));
    }

    private Future<Edited<V>> write(ApiRequest request, String key, V record) {
        String changeId = shape().version().apply(record).getChangeId();
        return audit.add(request, changeId, shape().topic().name() + "/" + key, null)
                .compose(audited -> writer.write(record))
                .map(position -> new Edited<>(record, position));
    }

    /** The version after the one that is held, for {@link #createAnnounced} and {@link #writeAnnounced}. */
    public RecordVersion next(ApiRequest request, Optional<V> held, String changeId) {
        long number =
                held.map(row -> shape().version().apply(row).getSequence()).orElse(0L);
        return new RecordVersion(
                number + 1, changeId, clock.instant(), request.caller().keyId());
    }

    private TableShape<V> shape() {
        return table.shape();
    }

    private String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
