using Microsoft.ML.OnnxRuntime;

namespace ImageSearch.Engine.Embedding.Inference;

/// <summary>A loaded model on a device. Not thread-safe.</summary>
internal interface IModelSession : IDisposable
{
    /// <summary>Computes the outputs from the inputs and writes them into the memory of the given values.</summary>
    /// <exception cref="OnnxRuntimeException">The model failed on these inputs, or the device did.</exception>
    void Run(RunOptions options, string[] inputNames, OrtValue[] inputs, string[] outputNames, OrtValue[] outputs);
}
