#include "anatomy.h"
#include "index.h"

// A new index is trained and replaces the old one, so that a failure leaves the old index unchanged.
isf_status isf_index_train(isf_index* index, int64_t count, const float* vectors) {
    return isf::guarded([&] {
        auto& map = index->map();
        const isf::Anatomy parts(*map.index);
        isf::require(map.ntotal == 0, "Train an index before adding vectors; training would move the ones it holds.");
        isf::require(count > 0, "Training needs vectors.");
        isf::require_vectors(vectors, count * map.d, parts.largest());
        if (!parts.learns() && map.is_trained) return;

        auto trained = isf::build(map.d, parts.factory().c_str(), map.metric_type);
        const isf::Anatomy fresh(*trained->index);
        if (parts.lists) fresh.lists->nprobe = parts.lists->nprobe;
        if (parts.graph) fresh.graph->hnsw.efSearch = parts.graph->hnsw.efSearch;
        trained->train(count, vectors);
        index->replace(std::move(trained));
    });
}
