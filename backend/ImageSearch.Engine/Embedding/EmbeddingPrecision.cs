namespace ImageSearch.Engine.Embedding;

/// <summary>The number format in which a model computes.</summary>
public enum EmbeddingPrecision
{
    /// <summary>32 bits, as in the file.</summary>
    Fp32,

    /// <summary>16 bits: twice as fast on most GPUs, slower on a processor. Its vectors belong to a space of their own.</summary>
    Fp16,
}
