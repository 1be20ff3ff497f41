using NasPipelines.Networks.Parameters;
using NasPipelines.ZeroShot;
using NasPipelines.ZeroShot.Proxies;

namespace NasPipelines.Tests.ZeroShot;

/// <summary>The examples in the documentation of proxies that are a formula only.</summary>
public sealed class ProxyExampleTests
{
    private static readonly ZeroShotObservations Weighted = Observed.Nothing.With(o => o.Layers = [Layer([1, -2], [3, 4], [3, 4])]);
    private static readonly (ParameterReference Parameter, double Flow)[] Chain = [Flow(2 * 3), Flow(3 * 2)];

    private static IEnumerable<TestCaseData> Examples() =>
    [
        Of(new GradNorm(), Observed.Nothing.With(o => o.Layers = [Layer([], [3, 4]), Layer([], [0, 5])]), 10),
        Of(new L2Norm(), Observed.Nothing.With(o => o.Layers = [Layer([3, 4], []), Layer([5], [])]), 10),
        Of(new Plain(), Weighted, -5),
        Of(new Snip(), Weighted, 11),
        Of(new Grasp(), Weighted, 5),
        Of(new Synflow(), Observed.Nothing.With(o => o.SynapticFlow = Chain), 12),
        Of(new SynflowBn(), Observed.Nothing.With(o => o.SynapticFlowNormalised = [Flow(6)]), 6),
        Of(new LogSynflow(), Observed.Nothing.With(o => o.SynapticFlow = Chain), Math.Log(12)),
        Of(new ReluLogDet(), Observed.Nothing.With(o => { o.Samples = 2; o.ActivationKernel = new double[] { 4, 2, 2, 4 }; }),
            Math.Log(12)),
        Of(new JacobCov(), Observed.Nothing.With(o => { o.Samples = 2; o.InputJacobian = new double[] { 1, -1, 0, 0, 0, 0, 1, -1 }; }),
            -2.0000000001),
        Of(new Near(), Observed.Nothing.With(o => { o.EffectiveRanks = new double[] { 2, 1 }; }), 3),
        Of(new Epsinas(), Observed.Nothing.With(o => o.ConstantWeightLogits = ([0, 1, 2], [0, 3, 4])), 2 / 13.0),
        Of(new Wrcor(), Observed.Nothing.With(o => { o.Samples = 2; o.HasBlocks = true; o.ReluCorrelation = [4, 1, 1, 4]; }),
            Math.Log(15)),
        Of(new GradSign(), Observed.Nothing.With(o => o.GradientSigns = 2), 2),
        Of(new LinearRegions(), Observed.Nothing.With(o => o.LinearRegions = 3), 3),
        Of(new Dextr(), Observed.Nothing.With(o => { o.SingularRatios = Math.E - 1; o.Curvature = Math.Exp(3) - 1; }), 0.75),
    ];

    [TestCaseSource(nameof(Examples))]
    public void Compute_WorkedExample_IsItsValue(ZeroShotProxy proxy, ZeroShotObservations observed, double expected) =>
        Assert.That(proxy.Compute(observed).Value, Is.EqualTo(expected).Within(1e-12));

    private static TestCaseData Of(ZeroShotProxy proxy, ZeroShotObservations observed, double expected) =>
        new TestCaseData(proxy, observed, expected).SetArgDisplayNames(proxy.Name);

    private static (ParameterReference Parameter, double Flow) Flow(double value) =>
        (new ParameterReference("layer", ParameterRole.ConvolutionWeight, [1, 1]), value);

    private static LayerObservation Layer(double[] weight, double[] gradient, double[]? hessian = null) =>
        new(new ParameterReference("layer", ParameterRole.ConvolutionWeight, [1, gradient.Length]), weight, gradient, hessian, default);
}
