using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace ImageSearch.Tests.Api.OpenApi;

internal sealed class OpenApiDocumentTests : ServiceFixture
{
    private static readonly string[] Methods = ["get", "put", "post", "patch", "delete"];

    private JsonNode _document = null!;

    protected override async Task FillAsync() => _document = await GetAsync("/openapi/v1.json");

    [Test]
    public void Document_Served_IsTheCommittedOne() => Assert.That(
        JsonNode.DeepEquals(
            JsonNode.Parse(File.ReadAllText(Committed())),
            _document), "docs/openapi.json is not what the code says. Write it again: ./run openapi");

    [Test]
    public void Operations_All_DescribeThemselves()
    {
        var operations = Operations().ToList();

        Assert.That(operations, Has.Count.GreaterThan(35));
        Assert.That(operations.Select(operation => operation["operationId"]?.GetValue<string>()), Is.All.Not.Null);
        Assert.That(operations.Select(operation => operation.Text("operationId")), Is.Unique);
        Assert.That(operations.Select(operation => operation["summary"]?.GetValue<string>()), Is.All.Not.Empty);
        foreach (var response in operations.SelectMany(operation => operation["responses"]!.AsObject())
            .Where(response => response.Key[0] is '4' or '5'))
        {
            Assert.That(response.Value!["content"]!.Members(), Is.EqualTo(new[] { "application/problem+json" }), response.Key);
        }
    }

    [TestCase("/api/v1/images", "post", 200, 201, 400, 403, 413, 415, 422, 500, 507)]
    [TestCase("/api/v1/images/{id}", "patch", 200, 400, 403, 404, 413, 415, 500, 507)]
    [TestCase("/api/v1/images/{id}/content", "get", 200, 206, 304, 400, 403, 404, 416, 500)]
    [TestCase("/api/v1/images/{id}/similar", "get", 200, 400, 403, 404, 409, 422, 429, 500, 503)]
    [TestCase("/api/v1/search", "post", 200, 400, 403, 413, 415, 422, 429, 500, 503, 507)]
    [TestCase("/api/v1/index/jobs", "post", 202, 400, 403, 409, 413, 415, 500, 507)]
    public void Operation_ItsStatuses_AreAllListed(string path, string method, params int[] statuses) => Assert.That(
        _document["paths"]![path]![method]!["responses"]!.Members(), Is.EquivalentTo(statuses.Select(status => status.ToString())));

    [Test]
    public void Schemas_OfAnswersAndBodies_HaveExamples()
    {
        var used = Operations()
            .SelectMany(operation => operation["responses"]!.AsObject().Select(response => response.Value!).Append(operation["requestBody"]))
            .Where(part => part?["content"]?["application/json"] is not null)
            .Select(part => part!["content"]!["application/json"]!["schema"]!["$ref"]?.GetValue<string>().Split('/')[^1])
            .OfType<string>().Distinct().ToList();

        Assert.That(used, Has.Count.GreaterThan(15));
        Assert.That(used.Where(name => _document["components"]!["schemas"]![name]!["examples"] is null), Is.Empty);
    }

    [Test]
    public void Forms_All_NameTheirFile()
    {
        var forms = Operations().Select(operation => operation["requestBody"]?["content"]?["multipart/form-data"]).OfType<JsonNode>().ToList();

        Assert.That(forms, Has.Count.EqualTo(7));
        foreach (var form in forms)
        {
            var schema = _document["components"]!["schemas"]![form["schema"]!.Text("$ref").Split('/')[^1]]!;
            Assert.That(schema["properties"]!.Members().Intersect(["file", "files"]), Is.Not.Empty);
        }
    }

    [Test]
    public void Document_AsAWhole_SaysWhatItIs()
    {
        Assert.That(_document.Text("openapi"), Does.StartWith("3.1."));
        Assert.That(_document["info"]!["license"]!.Text("identifier"), Is.EqualTo("MIT"));
        Assert.That(_document.Items("servers").Single().Text("url"), Is.EqualTo("/"));
        var tags = _document.Items("tags").ToDictionary(tag => tag.Text("name"), tag => tag.Text("description"));
        Assert.That(tags.Values, Is.All.Not.Empty);
        Assert.That(
            tags.Keys,
            Is.EquivalentTo(Operations().SelectMany(operation => operation.Items("tags")).Select(tag => tag.GetValue<string>()).Distinct()));
        Assert.That(Operations().Select(operation => operation["description"]?.GetValue<string>()), Is.All.Not.Null.And.All.Not.Empty);
    }

    [TestCase("/api/v1/images", "limit", """{"maximum":500,"minimum":1,"type":"integer","format":"int32","default":100}""")]
    [TestCase("/api/v1/images", "sort", """{"default":"added","$ref":"#/components/schemas/ImageSort"}""")]
    [TestCase("/api/v1/images", "order", """{"default":"asc","$ref":"#/components/schemas/ListOrder"}""")]
    [TestCase("/api/v1/images", "status", """{"$ref":"#/components/schemas/ImageStatus"}""")]
    [TestCase("/api/v1/images/{id}/thumbnail", "size", """{"enum":[100,200,400,800],"type":"integer","format":"int32","default":200}""")]
    [TestCase("/api/v1/images/{id}/similar", "id", """{"minimum":1,"type":"integer","format":"int64"}""")]
    [TestCase("/api/v1/images/{id}/similar", "k", """{"maximum":100,"minimum":1,"type":"integer","format":"int32","default":6}""")]
    [TestCase(
        "/api/v1/images/{id}/similar",
        "threshold",
        """{"default":0,"oneOf":[{"maximum":1,"minimum":0,"type":"number"},{"enum":["auto"],"type":"string"}]}""")]
    [TestCase("/api/v1/images/{id}/similar", "score", """{"$ref":"#/components/schemas/ScoreKind"}""")]
    public void Parameter_ItsSchema_HasTypeRangeAndDefault(string path, string name, string schema)
    {
        var parameter = _document["paths"]![path]!["get"]!.Items("parameters").Single(each => each.Text("name") == name);

        Assert.That(JsonNode.DeepEquals(parameter["schema"], JsonNode.Parse(schema)), parameter["schema"]!.ToJsonString());
    }

    [TestCase("ImageSort", "added", "name", "size")]
    [TestCase("ListOrder", "asc", "desc")]
    [TestCase("ImageStatus", "pending", "indexed", "failed")]
    [TestCase("ScoreKind", "none", "inverseDistance")]
    public void Schema_OfAChoice_ListsItsNames(string schema, params string[] names) => Assert.That(
        _document["components"]!["schemas"]![schema]!.Items("enum").Select(name => name.GetValue<string>()), Is.EqualTo(names));

    [TestCase("Selection", "filter")]
    [TestCase("Index", "building")]
    [TestCase("Image", "source")]
    public void Schema_OfANullableReference_AllowsNull(string schema, string member)
    {
        var either = _document["components"]!["schemas"]![schema]!["properties"]![member]!.Items("oneOf");

        Assert.That(either[0].Members(), Is.EqualTo(new[] { "$ref" }));
        Assert.That(either[1].ToJsonString(), Is.EqualTo("""{"type":"null"}"""));
    }

    [TestCase("/api/v1/images/{id}/content", "image/png")]
    [TestCase("/api/v1/images/{id}/thumbnail", "image/webp")]
    public void Response_OfAFile_IsBinary(string path, string type) => Assert.That(
        _document["paths"]![path]!["get"]!["responses"]!["200"]!["content"]![type]!["schema"]!.Text("format"), Is.EqualTo("binary"));

    private IEnumerable<JsonNode> Operations() =>
        _document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Where(item => Methods.Contains(item.Key))
            .Select(item => item.Value!);

    private static string Committed([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "..", "..", "docs", "openapi.json"));
}
