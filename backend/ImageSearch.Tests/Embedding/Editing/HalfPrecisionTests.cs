using System.Numerics.Tensors;
using ImageSearch.Engine.Embedding;

namespace ImageSearch.Tests.Embedding.Editing;

/// <summary>Sixteen bits, computed on the processor here: the graph is the same that a GPU gets.</summary>
public class HalfPrecisionTests : EmbeddingFixture
{
    private static readonly ClassifierModel[] Models =
    [
        new ClassifierModel().Embedding(),
        new() { Softmax = true },
        new() { Layout = TensorLayout.Nhwc, Pool = "ReduceMean", Opset = 18 },
        new() { Pool = "AveragePool", Batch = 1 },
    ];

    [TestCaseSource(nameof(Models))]
    public async Task EmbedAsync_HalfPrecision_IsNearTheFullOne(object model)
    {
        var path = ((ClassifierModel)model).Save(Folder, "model.onnx");
        var full = await OpenAsync(path);
        var half = await OpenAsync(path, configure: options => options.Precision = EmbeddingPrecision.Fp16);

        for (var i = 0; i < 4; i++)
        {
            var (vector, exact) = (await VectorAsync(half, $"picture-{i}"), await VectorAsync(full, $"picture-{i}"));
            Assert.That(TensorPrimitives.Dot<float>(vector, exact), Is.GreaterThan(0.9999));
            Assert.That(vector, Is.Not.EqualTo(exact), "nothing was computed in 16 bits");
        }

        Assert.That(half.Space.Id, Is.Not.EqualTo(full.Space.Id));
        Assert.That(half.Model.Edit, Does.EndWith("half precision"));
    }

    [Test]
    public void CreateAsync_OperatorNotKnownInSixteenBits_SaysWhatToDo()
    {
        var path = new ClassifierModel { Pool = "Quantized" }.Save(Folder, "model.onnx");

        Assert.That(
            () => OpenAsync(path, configure: options => options.Precision = EmbeddingPrecision.Fp16),
            Throws.TypeOf<ModelException>().With.Message.Contains("operator QuantizeLinear").And.Message.Contains("set Embedding:Precision to fp32"));
    }

    [Test]
    public void CreateAsync_WeightTooLargeForSixteenBits_IsRefused()
    {
        var graph = new ClassifierModel().Embedding().Build();
        graph.Proto.Node[0].Input[1] = graph.Weights([.. Enumerable.Repeat(1e6f, 8 * 27)], 8, 3, 3, 3);
        var path = Path.Combine(Folder, "model.onnx");
        graph.Save(path);

        Assert.That(
            () => OpenAsync(path, configure: options => options.Precision = EmbeddingPrecision.Fp16),
            Throws.TypeOf<ModelException>().With.Message.Contains("which does not fit into 16 bits"));
    }

    [TestCase(false)]
    [TestCase(true)]
    [Category("Reference")]
    public async Task EmbedAsync_KnownModelsInHalfPrecision_AreNearTheFullOnes(bool builtIn)
    {
        var path = builtIn ? Path.Combine(ProductFiles.Models, "starter", "starter.onnx") : ReferenceModel.Require();
        var full = await OpenAsync(path, configure: options => options.ModelsDirectory = ProductFiles.Models);
        var half = await OpenAsync(
            path, configure: options => (options.ModelsDirectory, options.Precision) = (ProductFiles.Models, EmbeddingPrecision.Fp16));

        var lowest = 1f;
        for (var i = 0; i < 3; i++)
        {
            var (vector, exact) = (await VectorAsync(half, $"picture-{i}"), await VectorAsync(full, $"picture-{i}"));
            lowest = Math.Min(lowest, TensorPrimitives.Dot<float>(vector, exact));
        }

        await TestContext.Out.WriteLineAsync($"{full.Model.Name}: lowest cosine of 16 bits to 32 bits {lowest:F5}");
        Assert.That(lowest, Is.GreaterThanOrEqualTo(0.99));
    }
}
