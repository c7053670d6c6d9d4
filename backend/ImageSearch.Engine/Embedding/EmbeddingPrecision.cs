namespace ImageSearch.Engine.Embedding;

/// <summary>The numbers in which a model computes.</summary>
public enum EmbeddingPrecision
{
    /// <summary>32 bits, as the file has them.</summary>
    Fp32,

    /// <summary>16 bits: twice as fast on most GPUs, slower on a processor. Its vectors are another space's.</summary>
    Fp16,
}
