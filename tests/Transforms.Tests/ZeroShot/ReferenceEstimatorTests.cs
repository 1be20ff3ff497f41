using System.Text.Json;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;
using NasPipelines.ZeroShot.Proxies;
using TorchSharp;

namespace NasPipelines.Tests.ZeroShot;

/// <summary>Golden numbers of later estimators, in float64 (README-new.md beside the file says how they were made).</summary>
[Parallelizable] // it computes for long
public sealed class ReferenceEstimatorTests
{
    private const double Tolerance = 1e-9;

    private static IEnumerable<TestCaseData> Cases() => Enumerable.Range(0, 10).Select(i => new TestCaseData(i));

    [TestCaseSource(nameof(Cases))]
    public void Near_ReferenceArchitecture_IsTheReferenceScore(int number)
    {
        var record = Record(number, "near");

        Check(Score("near", number), record.GetProperty("score"));
        Check(Score("near", number, ZeroShotCompat.NearCountsNormalisations), record.GetProperty("score_with_batch_norm"));
    }

    [TestCaseSource(nameof(Cases))]
    public void Epsinas_ReferenceArchitecture_IsTheReferenceScore(int number)
    {
        var record = Record(number, "epsinas").GetProperty("affine_bn");

        Check(Score("epsinas", number), record.GetProperty("score"));
        Check(Score("epsinas", number, ZeroShotCompat.EpsinasInFloat32), record.GetProperty("one_channel_float32"), 1e-2);
    }

    [TestCaseSource(nameof(Cases))]
    public void Vkdnw_ReferenceArchitecture_IsTheReferenceScore(int number)
    {
        var record = Record(number, "vkdnw").GetProperty("first_entry_of_first_128_weight_tensors");
        var space = SearchSpaces.NasBench201;
        var network = space.BuildNetwork(Architecture(number), new NetworkOptions { AffineCells = false });
        using var context = new TorchContext(ParameterSource.Seeded(), torch.ScalarType.Float64);
        using var images = Batch().Images(context);
        var derivatives = LayerDerivativesPass.Run(
            network, [.. network.Parameters.Where(p => p.Role is ParameterRole.ConvolutionWeight or ParameterRole.LinearWeight)], images,
            context);

        Assert.That(derivatives.Weights, Is.EqualTo(record.GetProperty("parameters").GetInt32()));
        foreach (var (name, compat) in new[]
        {
            ("fisher_J_cov_J", ZeroShotCompat.None), ("as_published_LtL", ZeroShotCompat.VkdnwTransposesFactor),
        })
        {
            var expected = record.GetProperty(name);
            var asPublished = compat != ZeroShotCompat.None;
            Check(FisherInformation.Mean(derivatives, asPublished).Trace(), expected.GetProperty("trace"));
            var observed = Observed.Nothing.With(o => { o.LayerDerivatives = derivatives; o.Compat = compat; });
            var entropy = new VkdnwEntropy().Compute(observed);
            if (expected.GetProperty("trace").GetDouble() == 0)
            {
                Assert.That(entropy.Reason, Is.EqualTo("no logit depends on a weight"));
                continue;
            }

            Check(entropy, expected.GetProperty("entropy"));
            Assert.That(new Vkdnw().Compute(observed).Value, Is.EqualTo(derivatives.Weights + entropy.Value).Within(1e-12));
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Wrcor_ReferenceArchitecture_IsTheReferenceScore(int number)
    {
        var record = Record(number, "wrcor");

        Check(Score("wrcor", number), record.GetProperty("score"));
        Check(Score("wrcor", number, ZeroShotCompat.WrcorLastReluInPlace), record.GetProperty("score_inplace_last_relu"));
    }

    [TestCaseSource(nameof(Cases))]
    public void GradSign_ReferenceArchitecture_IsTheReferenceScore(int number) =>
        Assert.That(
            Score("gradsign", number).Value, Is.EqualTo(Record(number, "gradsign").GetProperty("score").GetDouble()).Within(1e-4));

    [TestCaseSource(nameof(Cases))]
    public void Rbflex_ReferenceArchitecture_IsTheReferenceScore(int number)
    {
        var record = Record(number, "rbflex");

        Check(Score("rbflex", number), record.GetProperty("score_relu_60_digits"));
        Check(Score("rbflex", number, ZeroShotCompat.RbflexCountsBlocks), record.GetProperty("score_relu_and_block_60_digits"));
    }

    [TestCaseSource(nameof(Cases))]
    public void LinearRegions_ReferenceArchitecture_AreTheReferenceNumber(int number)
    {
        using var scope = torch.NewDisposeScope();
        using var context = new TorchContext(ParameterSource.Seeded(), torch.ScalarType.Float64);
        var thin = new NetworkForms(SearchSpaces.NasBench201, new(), ScoredNetwork.Encoded).Thin(Architecture(number), 4);

        Assert.That(
            LinearRegionsPass.Run(thin, Uniform("input_lr", 1000, 3, 4, 4), context),
            Is.EqualTo(Record(number, "te_nas_regions").GetProperty("thin_1000_4x4").GetProperty("regions").GetInt64()));
    }

    [TestCaseSource(nameof(Cases))]
    public void Dextr_ReferenceArchitecture_IsTheReferenceScore(int number)
    {
        using var scope = torch.NewDisposeScope();
        var record = Record(number, "dextr");
        using var context = new TorchContext(ParameterSource.Seeded(), torch.ScalarType.Float64);
        var network = SearchSpaces.NasBench201.BuildNetwork(Architecture(number), new NetworkOptions { AffineCells = false });
        var curvature = CurvaturePass.Run(network, (Uniform("dextr.u1", 3072), Uniform("dextr.u2", 3072)), context);
        var observed = Observed.Nothing.With(o =>
        {
            o.Curvature = curvature;
            o.SingularRatios = SingularRatiosPass.Run(network, Batch(), context);
        });

        Check(curvature, record.GetProperty("curvature"));
        Check(Math.Log(1 + observed.SingularRatios), record.GetProperty("log1p_sum"));
        Check(new Dextr().Compute(observed), record.GetProperty("score"));
    }

    private static torch.Tensor Uniform(string name, params long[] shape)
    {
        var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
        SeededParameters.FillUniform(values, SeededParameters.Stream(name, 0), Math.Sqrt(3));
        return torch.tensor(values, shape).to(torch.ScalarType.Float64);
    }

    private static void Check(ScoreValue actual, JsonElement expected, double tolerance = Tolerance)
    {
        if (expected.ValueKind is JsonValueKind.String or JsonValueKind.Null)
        {
            Assert.That(actual.Value, Is.NaN);
            Assert.That(actual.Reason, Is.Not.Empty);
            return;
        }

        Assert.That(actual.Reason, Is.Null);
        Assert.That(
            Math.Abs(actual.Value - expected.GetDouble()), Is.LessThanOrEqualTo(tolerance * Math.Abs(expected.GetDouble())),
            $"{actual.Value:R}, reference {expected.GetDouble():R}");
    }

    private static ScoreValue Score(string name, int number, ZeroShotCompat compat = ZeroShotCompat.None)
    {
        using var engine = new ZeroShotEngine(
            SearchSpaces.NasBench201, [ZeroShotProxies.Get(name)], Batch(),
            new ZeroShotEngineOptions { Double = true, Form = ScoredNetwork.Encoded, Compat = compat, Threads = 1 });
        return engine.Proxies[0].Compute(engine.Measure(Architecture(number)));
    }

    private static Architecture Architecture(int number) =>
        SearchSpaces.NasBench201.Parse(Records()[number].GetProperty("arch").GetString()!);

    private static JsonElement Record(int number, string name) => Records()[number].GetProperty(name);

    private static JsonElement[] Records() =>
        [.. JsonDocument.Parse(File.ReadAllText(TestData.Reference("new_proxies.json"))).RootElement
            .GetProperty("architectures").EnumerateArray()];

    private static ImageBatch Batch()
    {
        var pixels = new float[32 * 3 * 32 * 32];
        SeededParameters.FillUniform(pixels, SeededParameters.Stream("input", 0), Math.Sqrt(3));
        return new ImageBatch(pixels, [.. Enumerable.Range(0, 32).Select(i => i % 10)], new FeatureShape(3, 32, 32));
    }
}
