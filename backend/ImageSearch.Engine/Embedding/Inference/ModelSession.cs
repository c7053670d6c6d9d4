using Microsoft.ML.OnnxRuntime;

namespace ImageSearch.Engine.Embedding.Inference;

/// <summary>ONNX Runtime's own session.</summary>
internal sealed class ModelSession(InferenceSession session) : IModelSession
{
    public InferenceSession Session => session;

    public void Run(RunOptions options, string[] inputNames, OrtValue[] inputs, string[] outputNames, OrtValue[] outputs) =>
        session.Run(options, inputNames, inputs, outputNames, outputs);

    public void Dispose() => session.Dispose();
}
