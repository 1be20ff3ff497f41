using System.Globalization;
using System.Runtime.CompilerServices;
using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;
using TorchSharp;

namespace NasPipelines.Tests.Host;

/// <summary>
/// This assembly as an application of its own, for what can be seen in a fresh process only:
/// <c>dotnet NasPipelines.Transforms.Tests.dll MODE</c>.
/// </summary>
internal static class HostProgram
{
    public const string TorchFirst = "torch-first";
    public const string LibraryFirst = "library-first";
    public const string Scores = "scores";

    /// <summary>Begins each line that is not TorchSharp's.</summary>
    public const string Result = "result: ";

    public static int Main(string[] args)
    {
        switch (args)
        {
            case [TorchFirst]:
                Say(Try(UseTorch));
                Say(Try(Load));
                Say(Try(Load));
                return 0;
            case [LibraryFirst]:
                Say(Try(UseLibrary));
                Say(Try(UseTorch));
                Say(Try(Load));
                return 0;
            case [Scores, var shift]:
                Score(int.Parse(shift, CultureInfo.InvariantCulture));
                return 0;
            default:
                return 2;
        }
    }

    private static void Say(string line) => Console.WriteLine(Result + line);

    private static string Try(Action action)
    {
        try
        {
            action();
            return "works";
        }
        catch (Exception e)
        {
            return $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" | ")}";
        }
    }

    // Apart, so that no method is compiled before the library that it names is meant to be met.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void UseTorch()
    {
        using var ones = torch.ones(3);
        _ = ones.sum().item<float>();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void UseLibrary() => _ = SearchSpaces.All.Count;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Load() => NasRuntime.Load();

    /// <summary>Writes the bits of every score of some architectures, after the memory has been used in a way of its own.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe void Score(int shift)
    {
        for (var i = 0; i < 50 * shift; i++)
        {
            _ = (nint)System.Runtime.InteropServices.NativeMemory.Alloc((nuint)(1000 + (i * 137 * shift)));
        }

        var pixels = new float[12 * 3 * 16 * 16];
        SeededParameters.FillUniform(pixels, SeededParameters.Stream("host", 0), 1.5);
        var batch = new ImageBatch(pixels, [.. Enumerable.Range(0, 12).Select(i => i % 4)], new FeatureShape(3, 16, 16));
        foreach (var wide in (bool[])[false, true])
        {
            var options = new ZeroShotEngineOptions
            {
                Threads = 1,
                Network = new() { Channels = 16, CellsPerStage = 1, ImageSize = 16 },
                Form = ScoredNetwork.Functional,
                Double = wide,
            };
            using var engine = new ZeroShotEngine(SearchSpaces.NasBench201, ZeroShotProxies.All, batch, options);
            foreach (var architecture in SearchSpaces.NasBench201.Sample(3, 4))
            {
                var values = engine.Score(architecture, default).Values.Select(
                    v => BitConverter.DoubleToInt64Bits(v.Value).ToString("x16", CultureInfo.InvariantCulture));
                Say($"{(wide ? "float64" : "float32")} {architecture.Text} {string.Join(' ', values)}");
            }
        }
    }
}
