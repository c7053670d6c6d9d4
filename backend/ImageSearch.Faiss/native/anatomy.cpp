#include "anatomy.h"

#include <faiss/IndexFlat.h>
#include <faiss/IndexIVFPQ.h>
#include <faiss/IndexPQ.h>
#include <faiss/IndexScalarQuantizer.h>

namespace {

const faiss::ScalarQuantizer* scalar(const isf::Anatomy& parts) {
    if (const auto* rows = dynamic_cast<const faiss::IndexScalarQuantizer*>(parts.rows)) return &rows->sq;
    const auto* lists = dynamic_cast<const faiss::IndexIVFScalarQuantizer*>(parts.lists);
    return lists ? &lists->sq : nullptr;
}

const faiss::ProductQuantizer* product(const isf::Anatomy& parts) {
    if (const auto* rows = dynamic_cast<const faiss::IndexPQ*>(parts.rows)) return &rows->pq;
    const auto* lists = dynamic_cast<const faiss::IndexIVFPQ*>(parts.lists);
    return lists ? &lists->pq : nullptr;
}

bool half(const isf::Anatomy& parts) {
    const auto* quantizer = scalar(parts);
    return quantizer && quantizer->qtype == faiss::ScalarQuantizer::QT_fp16;
}

}  // namespace

isf::Anatomy::Anatomy(faiss::Index& whole) : core(&whole) {
    transform = dynamic_cast<faiss::IndexPreTransform*>(&whole);
    if (transform) {
        core = transform->index;
        if (transform->chain.size() == 1) components = dynamic_cast<faiss::PCAMatrix*>(transform->chain[0]);
    }
    graph = dynamic_cast<faiss::IndexHNSW*>(core);
    lists = dynamic_cast<faiss::IndexIVF*>(core);
    rows = dynamic_cast<faiss::IndexFlatCodes*>(graph ? graph->storage : core);
}

std::string isf::Anatomy::factory() const {
    std::string codes = "Flat";
    if (const auto* parts = product(*this))
        codes = "PQ" + std::to_string(parts->M);
    else if (scalar(*this))
        codes = half(*this) ? "SQfp16" : "SQ8";

    const auto before = components ? "PCA" + std::to_string(components->d_out) + "," : std::string();
    if (lists) return before + "IVF" + std::to_string(lists->nlist) + "," + codes;
    if (graph) return before + "HNSW" + std::to_string(graph->hnsw.nb_neighbors(1)) + "," + codes;
    return before + codes;
}

bool isf::Anatomy::learns() const {
    return components || lists || product(*this) || (scalar(*this) && !half(*this));
}

float isf::Anatomy::largest() const {
    if (!half(*this)) return 1e15f;
    return components ? 100.0f : 30'000.0f;
}
