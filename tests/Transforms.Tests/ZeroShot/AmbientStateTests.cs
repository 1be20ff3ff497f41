using NasPipelines.Networks;
using NasPipelines.Tests.Networks;
using System.Globalization;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Tests.ZeroShot;

/// <summary>Scores do not depend on how the application has set up libtorch, and leave that as it is.</summary>
[NonParallelizable]
public sealed class AmbientStateTests
{
    private static readonly string[] Texts = ["s13p31", "1n1s3p"];
    private static readonly Lazy<string[]> Expected = new(() => Bits());

    [OneTimeSetUp]
    public void Load()
    {
        NasRuntime.Load();
        _ = Expected.Value;
    }

    [Test]
    public void Score_WithoutGradients_IsTheSameBitsAndLeavesThemOff()
    {
        using var off = no_grad();

        Assert.That(Bits(), Is.EqualTo(Expected.Value));
        Assert.That(is_grad_enabled(), Is.False);
    }

    [Test]
    public void Score_InInferenceMode_IsTheSameBitsAndLeavesItOn()
    {
        using var inference = inference_mode();

        Assert.That(Bits(), Is.EqualTo(Expected.Value));
        Assert.That(is_inference_mode_enabled(), Is.True);
        Assert.That(is_grad_enabled(), Is.False);
    }

    // What one architecture leaves in shared tensors must serve the next, which another thread may score outside.
    [Test]
    public void Score_OneEngineInAndOutOfInferenceMode_IsTheSameBits()
    {
        using var engine = Tiny.Engine(ZeroShotProxies.All, ScoredNetwork.Functional);
        var values = new List<string>();
        foreach (var text in Texts)
        {
            using var inference = inference_mode(text == Texts[0]);
            values.Add(Line(engine, text));
        }

        Assert.That(values, Is.EqualTo(Expected.Value[..Texts.Length]));
    }

    [Test]
    public void Score_UnderAnotherDefaultType_IsTheSameBits()
    {
        var before = get_default_dtype();
        set_default_dtype(ScalarType.Float64);
        try
        {
            Assert.That(Bits(), Is.EqualTo(Expected.Value));
            Assert.That(get_default_dtype(), Is.EqualTo(ScalarType.Float64));
        }
        finally
        {
            set_default_dtype(before);
        }
    }

    // Of every pass: no tensor is made where libtorch happens to make it, see DefaultDevice.
    [Test]
    public void Score_UnderADefaultDeviceWithoutValues_IsTheSameBitsAndLeavesIt()
    {
        using (DefaultDevice.WithoutValues())
        {
            using var forgotten = ones(3);
            Assert.That(() => forgotten.cpu(), Throws.TypeOf<System.Runtime.InteropServices.ExternalException>());
            Assert.That(Bits(), Is.EqualTo(Expected.Value));
            Assert.That(get_default_device().type, Is.EqualTo(DeviceType.META));
        }
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Score_UnderAnotherNumberOfThreads_IsTheSameBitsAndLeavesIt(int threads)
    {
        var before = get_num_threads();
        set_num_threads(threads);
        try
        {
            Assert.That(Bits(), Is.EqualTo(Expected.Value));
            Assert.That(get_num_threads(), Is.EqualTo(threads));
        }
        finally
        {
            set_num_threads(before);
        }
    }

    [Test]
    public void Score_InACultureWithDecimalComma_IsTheSameBits()
    {
        var before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NegativeSign) = (",", "−");
        CultureInfo.CurrentCulture = comma;
        try
        {
            Assert.That(Bits(), Is.EqualTo(Expected.Value));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public async Task Score_OnAPooledThread_IsTheSameBits() => Assert.That(await Task.Run(Bits), Is.EqualTo(Expected.Value));

    [Test]
    public void Isolate_Twice_PutsBackWhatWasThere()
    {
        using var off = no_grad();
        var before = get_num_threads();
        using (var outer = NasRuntime.Isolate(before + 1))
        {
            using (NasRuntime.Isolate(before + 2))
            {
                Assert.That((get_num_threads(), is_grad_enabled()), Is.EqualTo((before + 2, true)));
            }

            Assert.That((get_num_threads(), is_grad_enabled()), Is.EqualTo((before + 1, true)));
            outer.Dispose();
        }

        Assert.That((get_num_threads(), is_grad_enabled()), Is.EqualTo((before, false)));
        Assert.That(() => NasRuntime.Isolate(0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static string[] Bits()
    {
        using var engine = Tiny.Engine(ZeroShotProxies.All, ScoredNetwork.Functional);
        using var wide = Tiny.Engine(ZeroShotProxies.All, ScoredNetwork.Functional, wide: true);
        return [.. Texts.Select(t => Line(engine, t)), .. Texts.Select(t => Line(wide, t))];
    }

    private static string Line(ZeroShotEngine engine, string text) => string.Join(
        ' ', engine.Score(SearchSpaces.NasBench201.Parse(text), default).Values.Select(
            v => BitConverter.DoubleToInt64Bits(v.Value).ToString("x16", CultureInfo.InvariantCulture)));
}
