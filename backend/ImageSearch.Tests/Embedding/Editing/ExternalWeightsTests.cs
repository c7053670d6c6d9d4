using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Embedding.Onnx;
using static ImageSearch.Engine.Embedding.Onnx.TensorProto.Types;

namespace ImageSearch.Tests.Embedding.Editing;

/// <summary>Models whose weights an exporter wrote to a file beside them.</summary>
public class ExternalWeightsTests : EmbeddingFixture
{
    private const string Weights = "model.onnx.data";

    [TestCase("embedding")]
    [TestCase("classes")]
    public async Task CreateAsync_WeightsBesideTheModel_GivesTheVectorsOfTheWholeModel(string output)
    {
        var model = new ClassifierModel { Output = output, Dense = output == "embedding" ? "None" : "Gemm" };
        var whole = await OpenAsync(model.Save(Folder, "whole.onnx"));
        var split = await OpenAsync(Split(model));

        Assert.That(await VectorAsync(split, "picture"), Is.EqualTo(await VectorAsync(whole, "picture")).Within(1e-6));
    }

    [Test]
    public async Task Space_OtherWeightsBesideTheSameModel_IsAnother()
    {
        var path = Split(new ClassifierModel());
        var first = (await OpenAsync(path)).Space;
        var weights = Path.Combine(Folder, Weights);
        var bytes = File.ReadAllBytes(weights);
        bytes[0] ^= 1;
        File.WriteAllBytes(weights, bytes);

        var second = (await OpenAsync(path)).Space;

        Assert.That(second.ModelSha256, Is.EqualTo(first.ModelSha256));
        Assert.That(second.Id, Is.Not.EqualTo(first.Id));
    }

    [Test]
    public void CreateAsync_WeightsAreMissing_NamesTheFile()
    {
        var path = Split(new ClassifierModel());
        File.Delete(Path.Combine(Folder, Weights));

        AssertRefused(path, $"its weights are in another file, '{Weights}'");
    }

    [Test]
    public void CreateAsync_WeightsAreCutOff_SaysSo()
    {
        var path = Split(new ClassifierModel());
        using (var file = File.OpenWrite(Path.Combine(Folder, Weights)))
            file.SetLength(100);

        AssertRefused(path, "is cut off");
    }

    [TestCase("../secret")]
    [TestCase("/etc/passwd")]
    [TestCase("")]
    public void CreateAsync_WeightsOutsideTheFolder_AreNotRead(string location) =>
        AssertRefused(Split(new ClassifierModel(), location), "outside its own folder");

    [TestCase("offset", "-1")]
    [TestCase("length", "99999999999999999999")]
    [TestCase("length", "9223372036854775807")]
    public void CreateAsync_PlaceOfTheWeightsIsNonsense_IsRefused(string key, string value)
    {
        var path = Split(new ClassifierModel(), change: tensor => tensor.ExternalData.Single(field => field.Key == key).Value = value);

        AssertRefused(path, "its weights");
    }

    private string Split(ClassifierModel model, string? location = null, Action<TensorProto>? change = null)
    {
        var graph = model.Build();
        using var file = File.Create(Path.Combine(Folder, Weights));
        foreach (var tensor in graph.Proto.Initializer.Where(tensor => tensor.DataType == (int)DataType.Float))
        {
            tensor.ExternalData.Add(Field("location", location ?? Weights));
            tensor.ExternalData.Add(Field("offset", $"{file.Position}"));
            tensor.ExternalData.Add(Field("length", $"{tensor.RawData.Length}"));
            tensor.DataLocation = DataLocation.External;
            tensor.RawData.WriteTo(file);
            tensor.ClearRawData();
            change?.Invoke(tensor);
        }

        var path = Path.Combine(Folder, "model.onnx");
        graph.Save(path);
        return path;
    }

    private static StringStringEntryProto Field(string key, string value) => new() { Key = key, Value = value };

    private void AssertRefused(string path, string reason) =>
        Assert.That(() => OpenAsync(path), Throws.TypeOf<ModelException>().With.Message.Contains(path).And.Message.Contains(reason));
}
