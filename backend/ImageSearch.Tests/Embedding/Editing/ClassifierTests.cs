using System.Numerics.Tensors;
using ImageSearch.Engine.Embedding;

namespace ImageSearch.Tests.Embedding.Editing;

/// <summary>The embedding of a classifier is exposed, in every form in which exporters write its end.</summary>
public class ClassifierTests : EmbeddingFixture
{
    private static readonly ClassifierModel[] Endings =
    [
        new(),
        new() { Softmax = true },
        new() { Between = "Reshape", Dense = "MatMulAdd" },
        new() { Between = "ReshapeByShape", Softmax = true },
        new() { Between = "Squeeze", Dense = "MatMul" },
        new() { Between = "Nothing", Dense = "Conv", Softmax = true },
        new() { Pool = "ReduceMean", Dense = "MatMulAdd", Softmax = true },
        new() { Pool = "ReduceMean", Opset = 18 },
        new() { Pool = "AveragePool" },
        new() { Pool = "AveragePool", Opset = 12, Softmax = true },
        new() { Layout = TensorLayout.Nhwc, Pool = "ReduceMean", Dense = "MatMulAdd", Softmax = true },
        new() { Layout = TensorLayout.Nhwc, Batch = 1, Between = "Squeeze" },
        new() { Batch = 1, Between = "Reshape" },
        new() { Batch = 4, Pool = "AveragePool", Softmax = true },
    ];

    [TestCaseSource(nameof(Endings))]
    public async Task EmbedAsync_Classifier_AnswersThePooledEmbedding(object ending)
    {
        var classifier = (ClassifierModel)ending;
        var expected = await OpenAsync(classifier.Embedding().Save(Folder, "embedding.onnx"));
        var embedder = await OpenAsync(classifier.Save(Folder, "classifier.onnx"));

        Assert.That((embedder.Model.Dimension, embedder.Model.Size), Is.EqualTo((ClassifierModel.Dimension, ClassifierModel.Size)));
        Assert.That(expected.Model.Edit, Is.Null);
        Assert.That(embedder.Model.Edit, Does.StartWith("output "));
        var together = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => VectorAsync(embedder, $"picture-{i}")));
        for (var i = 0; i < together.Length; i++)
            Assert.That(together[i], Is.EqualTo(await VectorAsync(expected, $"picture-{i}")).Within(1e-5));
    }

    [Test]
    public async Task EmbedAsync_QuantizedPooling_AnswersItsNumbersAndNotTheirCodes()
    {
        var classifier = new ClassifierModel { Pool = "Quantized" };
        var expected = await OpenAsync(classifier.Embedding().Save(Folder, "embedding.onnx"));
        var embedder = await OpenAsync(classifier.Save(Folder, "classifier.onnx"));

        var (vector, exact) = (await VectorAsync(embedder, "picture"), await VectorAsync(expected, "picture"));

        Assert.That(TensorPrimitives.Dot<float>(vector, exact), Is.GreaterThan(0.98));
    }

    [Test]
    public async Task EmbedAsync_OutputCalledAnEmbedding_IsTakenAsItIs()
    {
        var embedder = await OpenAsync(new ClassifierModel { Output = "image_features" }.Save(Folder, "features.onnx"));

        Assert.That((embedder.Model.Dimension, embedder.Model.Edit), Is.EqualTo((10, (string?)null)));
    }

    /// <summary>Two layers with an activation in between may mean anything; only known endings are removed.</summary>
    [Test]
    public async Task EmbedAsync_LayersThatAreNoPlainClassifier_AreTakenAsTheyAre()
    {
        var embedder = await OpenAsync(new ClassifierModel { Dense = "TwoGemms", Output = "answer" }.Save(Folder, "layers.onnx"));

        Assert.That((embedder.Model.Dimension, embedder.Model.Edit), Is.EqualTo((10, (string?)null)));
    }

    [Test]
    public async Task EmbedAsync_PooledButNotFlattened_IsFlattened()
    {
        var embedder = await OpenAsync(OddModels.WithOutputNotFlattened(Folder));

        Assert.That((embedder.Model.Dimension, (await VectorAsync(embedder, "picture")).Length), Is.EqualTo((3, 3)));
    }

    [Test]
    public async Task Space_OfAClassifier_IsAnotherThanWithoutTheEdit()
    {
        var embedder = await OpenAsync(new ClassifierModel().Save(Folder, "classifier.onnx"));

        Assert.That(EmbeddingSpace.Of(embedder.Model with { Edit = null }).Id, Is.Not.EqualTo(embedder.Space.Id));
        Assert.That(embedder.Space.Edit, Is.EqualTo(embedder.Model.Edit));
    }
}
