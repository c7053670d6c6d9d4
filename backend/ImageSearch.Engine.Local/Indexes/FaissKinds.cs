using ImageSearch.Engine.Indexing;
using ImageSearch.Faiss;

namespace ImageSearch.Engine.Local.Indexes;

/// <summary>What FAISS makes of a kind of index.</summary>
internal static class FaissKinds
{
    extension(IndexKind kind)
    {
        /// <exception cref="ArgumentException">This version cannot make or read such an index.</exception>
        public FaissIndexType Faiss => FaissIndexType.Parse(kind.Type);

        public FaissMetric FaissMetric => kind.Metric switch
        {
            IndexMetric.L2 => FaissMetric.SquaredL2,
            IndexMetric.L1 => FaissMetric.L1,
            _ => FaissMetric.InnerProduct,
        };

        /// <summary>Memory that a vector takes, about.</summary>
        public long BytesPerVector(int dimension)
        {
            var type = kind.Faiss;
            var codes = type.Codes switch
            {
                FaissCodes.Full => dimension * sizeof(float),
                FaissCodes.Half => dimension * sizeof(ushort),
                _ => dimension,
            };
            // Links are 32 bits wide, twice as many on the ground level; lists keep the id once more.
            return codes + sizeof(long) + (2 * type.Links * sizeof(int)) + (type.Lists > 0 ? sizeof(long) : 0);
        }
    }
}
