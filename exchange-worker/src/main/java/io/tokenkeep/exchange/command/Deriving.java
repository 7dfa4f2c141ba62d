package io.tokenkeep.exchange.command;

import io.tokenkeep.avro.DerivedPage;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.exchange.PageTokens;
import io.tokenkeep.exchange.lane.Verdict;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Answers the command to list a person's Pages: an offer under the key of each Page that has a token, and once all are
 * acknowledged the list under the person's. Lives on its lane's event loop.
 */
final class Deriving {

    private final CommandContext shared;
    private final Token person;
    private final Answering answering;

    Deriving(CommandContext shared, Token person, Answering answering) {
        this.shared = shared;
        this.person = person;
        this.answering = answering;
    }

    Future<Verdict> answer(List<PageGrant> pages) {
        Instant now = shared.clock().instant();
        List<ProducerRecord<byte[], byte[]>> offers = new ArrayList<>();
        List<DerivedPage> list = new ArrayList<>();
        for (PageGrant page : pages) {
            Secret token = page.token();
            if (token != null) {
                offers.add(offer(page, shared.pageTokens().token(person, page, token, now)));
                list.add(new DerivedPage(page.id(), page.name(), page.tasks()));
            }
        }
        return shared.publishing()
                .acknowledged(offers)
                .compose(acknowledged -> answering.outcome(answering
                        .begin(RefreshResult.DERIVED, FailureClass.NONE)
                        .setPages(list)));
    }

    private ProducerRecord<byte[], byte[]> offer(PageGrant page, Token token) {
        String key = PageTokens.key(person.getApp(), page).toString();
        RefreshOutcome offer = answering
                .begin(RefreshResult.DERIVED, FailureClass.NONE)
                .setAccount(key)
                .setOffer(token)
                .build();
        return Topics.REFRESH_OUTCOMES.record(key, offer);
    }
}
