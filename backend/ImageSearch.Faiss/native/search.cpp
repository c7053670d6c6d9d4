#include <algorithm>
#include <cmath>
#include <limits>

#include <faiss/impl/AuxIndexStructures.h>

#include "anatomy.h"
#include "index.h"
#include "scan.h"

namespace {

// The parameters an IVF index insists on.
faiss::SearchParametersIVF probing(const faiss::IndexIVF& lists, size_t probes, isf::RowsOf* allowed) {
    faiss::SearchParametersIVF parameters;
    parameters.nprobe = probes;
    parameters.max_codes = lists.max_codes;
    parameters.sel = allowed;
    return parameters;
}

// Whether the lists to visit depend on the filter. Without the few that are left out a search sees what it would see anyway.
bool chosen(const isf::RowsOf* allowed) { return allowed && !allowed->excluding(); }

// With a filter, visits as many lists as hold about as many allowed vectors as a search without a filter would compare; visits all of them
// if that was not enough for some query.
void search_lists(
        const faiss::IndexIVF& lists, isf::RowsOf* allowed, int64_t queries, const float* vectors, int64_t k, float* scores,
        int64_t* rows) {
    auto probes = lists.nprobe;
    if (chosen(allowed)) {
        const auto share = static_cast<double>(lists.ntotal) / static_cast<double>(std::max<int64_t>(1, allowed->count()));
        probes = static_cast<size_t>(std::clamp(std::ceil(static_cast<double>(probes) * share), 1.0, static_cast<double>(lists.nlist)));
    }
    auto parameters = probing(lists, probes, allowed);
    lists.search(queries, vectors, k, scores, rows, &parameters);
    if (!chosen(allowed) || probes == lists.nlist || std::find(rows, rows + queries * k, -1) == rows + queries * k) return;

    parameters.nprobe = lists.nlist;
    lists.search(queries, vectors, k, scores, rows, &parameters);
}

// Following a graph under a narrow filter finds few neighbours or none, so the rows are compared one by one instead.
void search_rows(
        const isf::Anatomy& parts, isf::RowsOf* allowed, int64_t queries, const float* vectors, int64_t k, float* scores,
        int64_t* rows) {
    const auto* flat = dynamic_cast<const faiss::IndexFlat*>(parts.rows);
    if (parts.graph && !allowed) {
        parts.graph->search(queries, vectors, k, scores, rows);
    } else if (flat && flat->metric_type != faiss::METRIC_L1) {
        faiss::SearchParameters parameters;
        parameters.sel = allowed;
        flat->search(queries, vectors, k, scores, rows, &parameters);
    } else {
        for (int64_t query = 0; query < queries; query++)
            isf::scan(*parts.rows, allowed, vectors + query * parts.rows->d, k, scores + query * k, rows + query * k);
    }
}

int64_t count_in_lists(const faiss::IndexIVF& lists, isf::RowsOf* allowed, const float* vector, float min_score) {
    const auto parameters = probing(lists, chosen(allowed) ? lists.nlist : lists.nprobe, allowed);
    faiss::RangeSearchResult result(1);
    // FAISS returns only scores strictly above the radius.
    const float radius = std::nextafter(min_score, -std::numeric_limits<float>::infinity());
    lists.range_search(1, vector, radius, &result, &parameters);
    return static_cast<int64_t>(result.lims[1]);
}

}  // namespace

isf_status isf_index_search(
        const isf_index* index, const isf_filter* filter, int64_t queries, const float* vectors, int64_t k,
        int64_t* ids, float* scores) {
    return isf::guarded([&] {
        const auto& map = index->map();
        isf::require(queries >= 0, "The count of queries cannot be negative.");
        isf::require(k > 0, "k must be at least 1.");
        isf::require_vectors(vectors, queries * map.d);

        std::fill(ids, ids + queries * k, -1);
        if (map.ntotal > 0 && queries > 0) {
            const isf::Anatomy parts(*map.index);
            auto allowed = isf::rows_of(map.id_map, filter);
            auto* within = allowed ? &*allowed : nullptr;
            if (parts.lists)
                search_lists(*parts.lists, within, queries, vectors, k, scores, ids);
            else
                search_rows(parts, within, queries, vectors, k, scores, ids);
        }

        const float infinity = std::numeric_limits<float>::infinity();
        const float worst = map.metric_type == faiss::METRIC_INNER_PRODUCT ? -infinity : infinity;
        for (int64_t i = 0; i < queries * k; i++) {
            if (ids[i] < 0)
                scores[i] = worst;
            else
                ids[i] = map.id_map[static_cast<size_t>(ids[i])];
        }
    });
}

isf_status isf_index_count_above(
        const isf_index* index, const isf_filter* filter, const float* vector, float min_score, int64_t* count) {
    return isf::guarded([&] {
        const auto& map = index->map();
        isf::require(map.metric_type == faiss::METRIC_INNER_PRODUCT, "Counting needs an inner product index.");
        isf::require(!std::isnan(min_score), "The lowest score must be a number.");
        isf::require_vectors(vector, map.d);
        *count = 0;
        if (map.ntotal == 0) return;

        const isf::Anatomy parts(*map.index);
        auto allowed = isf::rows_of(map.id_map, filter);
        auto* within = allowed ? &*allowed : nullptr;
        // Uses the same product as a search, so that both agree on every score to the last bit.
        *count = parts.lists ? count_in_lists(*parts.lists, within, vector, min_score)
                             : isf::count_at_least(*parts.rows, within, vector, min_score);
    });
}
