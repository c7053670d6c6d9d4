using Microsoft.ML.OnnxRuntime;

namespace ImageSearch.Engine.Embedding.Inference;

/// <summary>A loaded model on a device. For one thread at a time.</summary>
internal interface IModelSession : IDisposable
{
    /// <summary>Computes the outputs, in the memory of the values that are given, from the inputs.</summary>
    /// <exception cref="OnnxRuntimeException">The model failed on these inputs, or the device did.</exception>
    void Run(RunOptions options, string[] inputNames, OrtValue[] inputs, string[] outputNames, OrtValue[] outputs);
}
