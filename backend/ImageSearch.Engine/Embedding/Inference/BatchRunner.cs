using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace ImageSearch.Engine.Embedding.Inference;

/// <summary>
/// Runs one session over up to <see cref="Capacity"/> pictures at once, in pinned buffers that are allocated once. It owns the session. Not
/// thread-safe.
/// </summary>
internal sealed class BatchRunner : IDisposable
{
    private readonly IModelSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly PixelNormalizer _normalizer;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly float[] _input;
    private readonly float[] _output;
    private readonly OrtValue[][] _inputs;
    private readonly OrtValue[][] _outputs;
    private readonly bool _fixed;
    private readonly int _imageLength;
    private readonly int _dimension;

    /// <param name="capacity">Ignored if the model has a fixed batch size.</param>
    public BatchRunner(IModelSession session, InspectedModel inspected, int capacity)
    {
        var model = inspected.Model;
        _session = session;
        _fixed = inspected.FixedBatch is not null;
        Capacity = inspected.FixedBatch ?? capacity;
        _normalizer = new PixelNormalizer(model.Preprocessing, model.Layout);
        _inputNames = [model.InputTensor];
        _outputNames = [model.OutputTensor];
        _imageLength = 3 * model.Size * model.Size;
        _dimension = model.Dimension;
        _input = GC.AllocateArray<float>(Capacity * _imageLength, pinned: true);
        _output = GC.AllocateArray<float>(Capacity * _dimension, pinned: true);
        _inputs = Values(_input, count => model.Layout == TensorLayout.Nchw
            ? [count, 3, model.Size, model.Size]
            : [count, model.Size, model.Size, 3]);
        _outputs = Values(_output, count => [count, _dimension]);
    }

    /// <summary>The most pictures of one run.</summary>
    public int Capacity { get; }

    /// <summary>Writes a picture's RGB bytes into a slot of the batch.</summary>
    public void Load(int slot, ReadOnlySpan<byte> pixels) => _normalizer.Write(pixels, Slot(slot));

    /// <summary>Computes the pictures in the first <paramref name="count"/> slots.</summary>
    /// <exception cref="OnnxRuntimeException">The model failed on one of the pictures, or on all.</exception>
    public void Run(int count)
    {
        // a model with a fixed batch computes the empty slots too; remains of an earlier batch in them could make this one fail
        if (_fixed)
            _input.AsSpan(count * _imageLength).Clear();
        var index = _fixed ? Capacity - 1 : count - 1;
        _session.Run(_runOptions, _inputNames, _inputs[index], _outputNames, _outputs[index]);
    }

    /// <summary>The vector of a slot after a run, at unit length; null if the model's output is zero, infinite or not a number.</summary>
    public float[]? UnitVector(int slot)
    {
        var answer = _output.AsSpan(slot * _dimension, _dimension);
        var norm = TensorPrimitives.Norm(answer);
        if (!float.IsFinite(norm) || norm <= 0)
            return null;
        var vector = new float[_dimension];
        TensorPrimitives.Divide(answer, norm, vector);
        return vector;
    }

    public void Dispose()
    {
        foreach (var value in _inputs.Concat(_outputs).SelectMany(values => values))
            value.Dispose();
        _runOptions.Dispose();
        _session.Dispose();
    }

    private Span<float> Slot(int slot) => _input.AsSpan(slot * _imageLength, _imageLength);

    /// <summary>Views of one buffer, one for each number of pictures.</summary>
    private OrtValue[][] Values(float[] buffer, Func<int, long[]> shape) =>
        [.. Enumerable.Range(1, Capacity).Select(count => new[] { OrtValue.CreateTensorValueFromMemory(buffer, shape(count)) })];
}
