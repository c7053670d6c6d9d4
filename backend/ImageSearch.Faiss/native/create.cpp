#include <algorithm>
#include <cstdio>

#include <faiss/index_factory.h>

#include "anatomy.h"
#include "index.h"

namespace {

void prepare_lists(faiss::IndexIVF& lists) {
    lists.make_direct_map();  // without it a vector could not be read back
    lists.nprobe = std::max<size_t>(1, lists.nlist / 16);
    lists.cp.min_points_per_centroid = 1;  // FAISS would print a warning that the caller already has
}

}  // namespace

std::unique_ptr<faiss::IndexIDMap2> isf::build(int32_t dimension, const char* factory, faiss::MetricType metric) {
    std::unique_ptr<faiss::Index> whole(faiss::index_factory(dimension, factory, metric));
    const Anatomy parts(*whole);
    require(parts.lists || parts.rows, "The factory string makes an index of an unknown kind.");
    require(metric != faiss::METRIC_L1 || dynamic_cast<faiss::IndexFlat*>(parts.rows),
            "L1 works on a flat index or a graph of uncompressed vectors only.");

    if (parts.lists) prepare_lists(*parts.lists);
    if (parts.graph) {
        parts.graph->hnsw.efSearch = 64;
        parts.graph->is_trained = parts.rows->is_trained;  // FAISS asks for training even where there is nothing to learn
    }

    auto map = std::make_unique<faiss::IndexIDMap2>(whole.get());
    map->own_fields = true;
    whole.release();
    return map;
}

isf_status isf_index_create(int32_t dimension, const char* factory, int32_t metric, isf_index** index) {
    return isf::guarded([&] {
        isf::require(dimension > 0 && dimension <= isf::max_dimension, "The dimension must be from 1 to 65536.");
        isf::require(metric >= ISF_INNER_PRODUCT && metric <= ISF_L1, "The metric is unknown.");
        *index = new isf_index(isf::build(dimension, factory, static_cast<faiss::MetricType>(metric)));
    });
}

isf_status isf_index_describe(const isf_index* index, isf_description* description) {
    return isf::guarded([&] {
        const auto& map = index->map();
        const isf::Anatomy parts(*map.index);
        const auto probes = parts.lists ? static_cast<int32_t>(parts.lists->nprobe) : 0;
        const auto breadth = parts.graph ? parts.graph->hnsw.efSearch : 0;
        *description = {map.ntotal, map.d, map.metric_type, map.is_trained, probes, breadth};
    });
}

isf_status isf_index_factory(const isf_index* index, char* text, int32_t capacity) {
    return isf::guarded([&] {
        const auto factory = isf::Anatomy(*index->map().index).factory();
        isf::require(static_cast<int64_t>(factory.size()) < capacity, "The buffer is too small for the factory string.");
        std::snprintf(text, static_cast<size_t>(capacity), "%s", factory.c_str());
    });
}

isf_status isf_index_set_probes(isf_index* index, int32_t probes) {
    return isf::guarded([&] {
        const isf::Anatomy parts(*index->map().index);
        isf::require(parts.lists != nullptr, "Only an index with inverted lists (IVF) has probes.");
        isf::require(probes > 0 && static_cast<size_t>(probes) <= parts.lists->nlist,
                "The number of probes must be from 1 to the number of lists.");
        parts.lists->nprobe = static_cast<size_t>(probes);
    });
}

isf_status isf_index_set_breadth(isf_index* index, int32_t breadth) {
    return isf::guarded([&] {
        const isf::Anatomy parts(*index->map().index);
        isf::require(parts.graph != nullptr, "Only an HNSW graph has a breadth of search.");
        isf::require(breadth > 0 && breadth <= 1 << 16, "The breadth of search must be from 1 to 65536.");
        parts.graph->hnsw.efSearch = breadth;
    });
}
