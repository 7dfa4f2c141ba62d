package io.tokenkeep.exchange.command;

import io.tokenkeep.avro.DerivedPage;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.records.FailureClasses;
import io.tokenkeep.exchange.records.PageTokens;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Answers DERIVE. It publishes an offer under the key of each Page that has a token, then the list under the person's
 * key, in parts that fit into records. Each step is acknowledged before the next, and the last part answers the
 * command. Used on its lane's event loop only.
 */
final class DeriveAnswer {

    /** A record of Kafka has at most 1 MiB. So many Pages fill a quarter of it. */
    static final int MOST_OF_A_PART = 500;

    private final CommandContext shared;
    private final Token person;
    private final CommandAnswer answer;

    DeriveAnswer(CommandContext shared, Token person, CommandAnswer answer) {
        this.shared = shared;
        this.person = person;
        this.answer = answer;
    }

    Future<JobResult> answer(PageList list) {
        Instant now = shared.clock().instant();
        return shared.publishing()
                .eachAcknowledged(list.pages(), page -> offer(page, now))
                .compose(tooLarge -> answered(list.withoutTokensOf(tooLarge)));
    }

    private Future<JobResult> answered(PageList list) {
        List<List<PageGrant>> parts = parts(list.pages());
        int last = parts.size() - 1;
        return shared.publishing()
                .eachAcknowledged(
                        parts.subList(0, last),
                        part -> answer.record(part(part).setMore(true).build()))
                .compose(tooLarge -> tooLarge.isEmpty()
                        ? answer.outcome(part(parts.get(last))
                                .setMissingPages(
                                        PageTokens.missing(person.getApp(), list.meantFor(person.getExpectedPages())))
                                .setListFailure(FailureClasses.of(list.failure())))
                        : answer.refused(FailureClass.BAD_REQUEST, null));
    }

    /** At least one part, so that an empty list is answered too. */
    private static List<List<PageGrant>> parts(List<PageGrant> pages) {
        List<List<PageGrant>> parts = new ArrayList<>();
        int begin = 0;
        do {
            int end = Math.min(pages.size(), begin + MOST_OF_A_PART);
            parts.add(pages.subList(begin, end));
            begin = end;
        } while (begin < pages.size());
        return parts;
    }

    private RefreshOutcome.Builder part(List<PageGrant> pages) {
        return answer.begin(RefreshResult.DERIVED, FailureClass.NONE)
                .setPages(pages.stream()
                        .map(page -> new DerivedPage(page.id(), page.name(), page.tasks()))
                        .toList());
    }

    private boolean isWithheld(PageGrant page) {
        return !person.getExpectedPages().isEmpty()
                && !person.getExpectedPages().contains(page.id());
    }

    /** A withheld Page is offered too: its account may go back to an earlier consent of the person. */
    private ProducerRecord<byte[], byte[]> offer(PageGrant page, Instant now) {
        String key = PageTokens.key(person.getApp(), page).toString();
        RefreshOutcome offer = answer.begin(RefreshResult.DERIVED, FailureClass.NONE)
                .setAccount(key)
                .setOffer(shared.pageTokens().token(person, person.getClient(), page, now))
                .setWithheld(isWithheld(page))
                .build();
        return Topics.REFRESH_OUTCOMES.record(key, offer);
    }
}
