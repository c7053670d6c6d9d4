#include "anatomy.h"

#include <faiss/IndexScalarQuantizer.h>

namespace {

const faiss::ScalarQuantizer* scalar(const isf::Anatomy& parts) {
    if (const auto* rows = dynamic_cast<const faiss::IndexScalarQuantizer*>(parts.rows)) return &rows->sq;
    const auto* lists = dynamic_cast<const faiss::IndexIVFScalarQuantizer*>(parts.lists);
    return lists ? &lists->sq : nullptr;
}

bool half(const isf::Anatomy& parts) {
    const auto* quantizer = scalar(parts);
    return quantizer && quantizer->qtype == faiss::ScalarQuantizer::QT_fp16;
}

}  // namespace

isf::Anatomy::Anatomy(faiss::Index& whole)
        : graph(dynamic_cast<faiss::IndexHNSW*>(&whole)),
          lists(dynamic_cast<faiss::IndexIVF*>(&whole)),
          rows(dynamic_cast<faiss::IndexFlatCodes*>(graph ? graph->storage : &whole)) {}

std::string isf::Anatomy::factory() const {
    const std::string codes = !scalar(*this) ? "Flat" : half(*this) ? "SQfp16" : "SQ8";
    if (lists) return "IVF" + std::to_string(lists->nlist) + "," + codes;
    if (graph) return "HNSW" + std::to_string(graph->hnsw.nb_neighbors(1)) + "," + codes;
    return codes;
}

bool isf::Anatomy::learns() const { return lists || (scalar(*this) && !half(*this)); }

float isf::Anatomy::largest() const { return half(*this) ? 30'000.0f : 1e15f; }
