#include <faiss/IndexIVFFlat.h>
#include <faiss/index_factory.h>

#include "index.h"

isf_status isf_index_create(int32_t dimension, const char* factory, int32_t metric, isf_index** index) {
    return isf::guarded([&] {
        isf::require(dimension > 0 && dimension <= isf::max_dimension, "The dimension must be from 1 to 65536.");
        isf::require(metric == ISF_INNER_PRODUCT || metric == ISF_SQUARED_L2, "The metric is unknown.");

        const auto kind = metric == ISF_INNER_PRODUCT ? faiss::METRIC_INNER_PRODUCT : faiss::METRIC_L2;
        std::unique_ptr<faiss::Index> rows(faiss::index_factory(dimension, factory, kind));

        auto* lists = dynamic_cast<faiss::IndexIVFFlat*>(rows.get());
        isf::require(lists || isf::flat_rows(*rows), "The factory string must make an index of uncompressed vectors.");
        if (lists) lists->make_direct_map();  // without it a vector could not be read back

        auto map = std::make_unique<faiss::IndexIDMap2>(rows.get());
        map->own_fields = true;
        rows.release();
        *index = new isf_index(std::move(map));
    });
}

isf_status isf_index_describe(const isf_index* index, isf_description* description) {
    return isf::guarded([&] {
        const auto& map = index->map();
        const auto metric = map.metric_type == faiss::METRIC_INNER_PRODUCT ? ISF_INNER_PRODUCT : ISF_SQUARED_L2;
        *description = {map.ntotal, map.d, metric, map.is_trained};
    });
}
