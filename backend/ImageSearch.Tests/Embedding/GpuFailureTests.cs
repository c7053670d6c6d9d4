using System.Reflection;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Embedding.Inference;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.ML.OnnxRuntime;

namespace ImageSearch.Tests.Embedding;

/// <summary>A GPU that fails while it is in use, simulated by a session that throws the CUDA provider's exception.</summary>
public class GpuFailureTests : EmbeddingFixture
{
    private const string Failure = "CUDA failure 700: an illegal memory access was encountered";

    [Test]
    public async Task EmbedAsync_GpuFailsInFlight_TheProcessorGoesOnAndItIsSaid()
    {
        var model = TestModels.Write(Folder);
        var expected = await OpenAsync(model);
        await using var embedder = await OnGpuAsync(model, worksFor: 2);
        Assert.That((embedder.Device, embedder.DeviceNote), Is.EqualTo(("cuda", (string?)null)));

        for (var i = 0; i < 6; i++)
            Assert.That(await VectorAsync(embedder, $"picture-{i}"), Is.EqualTo(await VectorAsync(expected, $"picture-{i}")).Within(1e-5));

        Assert.That(embedder.Device, Is.EqualTo("cpu"));
        Assert.That(embedder.DeviceNote, Does.Contain("failed while in use").And.Contain(Failure).And.Contain("a restart tries it again"));
    }

    [Test]
    public async Task EmbedAsync_GpuFailsUnderLoad_NoPictureIsLost()
    {
        var model = TestModels.Write(Folder);
        var expected = await OpenAsync(model);
        await using var embedder = await OnGpuAsync(model, worksFor: 1);

        var together = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => VectorAsync(embedder, $"picture-{i}")));

        for (var i = 0; i < together.Length; i++)
            Assert.That(together[i], Is.EqualTo(await VectorAsync(expected, $"picture-{i}")).Within(1e-5));
        Assert.That(embedder.Device, Is.EqualTo("cpu"));
    }

    [Test]
    public async Task EmbedAsync_PictureOnWhichEveryDeviceFails_LeavesTheGpuInUse()
    {
        await using var embedder = await OnGpuAsync(OddModels.FailingOnWhite(Folder), worksFor: int.MaxValue);

        Assert.That(() => VectorAsync(embedder, SyntheticPictures.White), Throws.TypeOf<EmbeddingException>());
        Assert.That(await VectorAsync(embedder, SyntheticPictures.Grey), Is.EqualTo(new[] { 0.6f, 0.8f }).Within(1e-6));
        Assert.That((embedder.Device, embedder.DeviceNote), Is.EqualTo(("cuda", (string?)null)));
    }

    private Task<OnnxEmbedder> OnGpuAsync(string model, int worksFor)
    {
        var options = new EmbeddingOptions { ModelPath = model, ModelsDirectory = Folder, Device = EmbeddingDevice.Cpu };
        return OnnxEmbedder.CreateAsync(
            options, new ModelLocator(options, _ => null), SyntheticPictures.Decode, NullLogger.Instance, CancellationToken.None,
            (loadable, opened, logger) =>
            {
                var real = OnnxSession.Open(loadable, opened, logger);
                var gpu = new FailingGpu(real.Session, worksFor);
                return new OnnxSession(real.Metadata, new DeviceSession(gpu, null, () => OnnxSession.Open(loadable, opened, logger).Session, logger));
            });
    }

    private sealed class FailingGpu(IModelSession real, int worksFor) : IModelSession
    {
        private int _runs;

        public void Run(RunOptions options, string[] inputNames, OrtValue[] inputs, string[] outputNames, OrtValue[] outputs)
        {
            if (_runs++ >= worksFor)
                throw Broken();
            real.Run(options, inputNames, inputs, outputNames, outputs);
        }

        public void Dispose() => real.Dispose();

        // only ONNX Runtime itself can make one
        private static OnnxRuntimeException Broken()
        {
            var constructor = typeof(OnnxRuntimeException).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
                .Single(candidate => candidate.GetParameters().Length == 2);
            return (OnnxRuntimeException)constructor.Invoke([Enum.ToObject(constructor.GetParameters()[0].ParameterType, 1), Failure]);
        }
    }
}
