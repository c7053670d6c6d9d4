namespace ImageSearch.Engine.Embedding;

/// <summary>Where pictures are embedded.</summary>
public enum EmbeddingDevice
{
    /// <summary>On the NVIDIA GPU where one and its provider library are found, otherwise on the processor.</summary>
    Auto,

    /// <summary>On the processor.</summary>
    Cpu,

    /// <summary>On the first NVIDIA GPU; the service refuses to start without.</summary>
    Cuda,
}
