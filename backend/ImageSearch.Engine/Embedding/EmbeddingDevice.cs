namespace ImageSearch.Engine.Embedding;

/// <summary>Where pictures are embedded.</summary>
public enum EmbeddingDevice
{
    /// <summary>On the NVIDIA GPU if there is one and its provider library is found, otherwise on the processor.</summary>
    Auto,

    /// <summary>On the processor.</summary>
    Cpu,

    /// <summary>On the first NVIDIA GPU; without one the service refuses to start.</summary>
    Cuda,
}
