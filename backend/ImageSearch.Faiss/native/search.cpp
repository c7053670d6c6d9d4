#include <cmath>
#include <limits>

#include <faiss/IndexIVFFlat.h>
#include <faiss/impl/AuxIndexStructures.h>
#include <faiss/utils/distances.h>

#include "index.h"

namespace {

// The parameters an IVF index insists on: its own, with its own number of probes.
faiss::SearchParametersIVF probing(const faiss::IndexIVF& lists, faiss::IDSelector* selector) {
    faiss::SearchParametersIVF parameters;
    parameters.nprobe = lists.nprobe;
    parameters.max_codes = lists.max_codes;
    parameters.sel = selector;
    return parameters;
}

// An HNSW graph walked under a narrow filter finds few of the neighbours or none: its vectors are scanned instead.
void search_within(
        const faiss::IndexIDMap2& map, const isf::IdSet& allowed, int64_t queries, const float* vectors, int64_t k,
        float* scores, int64_t* rows) {
    isf::RowsOf selector(map.id_map, allowed);
    if (const auto* flat = isf::flat_rows(*map.index)) {
        faiss::SearchParameters parameters;
        parameters.sel = &selector;
        flat->search(queries, vectors, k, scores, rows, &parameters);
    } else {
        const auto& lists = dynamic_cast<const faiss::IndexIVF&>(*map.index);
        const auto parameters = probing(lists, &selector);
        lists.search(queries, vectors, k, scores, rows, &parameters);
    }
}

int64_t count_rows(
        const faiss::IndexIDMap2& map, const faiss::IndexFlat& flat, const isf::IdSet* allowed, const float* vector,
        float min_score) {
    const int64_t count = map.ntotal;
    const auto dimension = static_cast<size_t>(map.d);
    const float* rows = flat.get_xb();
    int64_t above = 0;
    // FAISS's own product: what search() scores at least min_score is counted, to the last bit.
#pragma omp parallel for reduction(+ : above) if (count * map.d > 1 << 20)
    for (int64_t row = 0; row < count; row++) {
        if (allowed && !allowed->is_member(map.id_map[static_cast<size_t>(row)])) continue;
        above += faiss::fvec_inner_product(vector, rows + row * map.d, dimension) >= min_score;
    }
    return above;
}

int64_t count_in_lists(
        const faiss::IndexIDMap2& map, const faiss::IndexIVF& lists, const isf::IdSet* allowed, const float* vector,
        float min_score) {
    const isf::IdSet none(0, nullptr);
    isf::RowsOf selector(map.id_map, allowed ? *allowed : none);
    const auto parameters = probing(lists, allowed ? &selector : nullptr);
    faiss::RangeSearchResult result(1);
    // FAISS keeps what is strictly above.
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
            if (filter)
                search_within(map, filter->ids, queries, vectors, k, scores, ids);
            else
                map.index->search(queries, vectors, k, scores, ids);
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

        const auto* allowed = filter ? &filter->ids : nullptr;
        if (map.ntotal == 0)
            *count = 0;
        else if (const auto* flat = isf::flat_rows(*map.index))
            *count = count_rows(map, *flat, allowed, vector, min_score);
        else
            *count = count_in_lists(map, dynamic_cast<const faiss::IndexIVF&>(*map.index), allowed, vector, min_score);
    });
}
