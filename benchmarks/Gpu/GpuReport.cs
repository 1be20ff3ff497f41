using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.ML.OnnxRuntime;
using NasPipelines.Scoring;

namespace NasPipelines.Benchmarks.Gpu;

/// <summary>
/// What a run found, part by part, as one file, written anew after each: parts that could not run say why, and what a part throws is its
/// result.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="limit">Parts that are begun later are left out.</param>
/// <param name="about">Says the machine and the versions.</param>
/// <param name="output">Told of each part.</param>
internal sealed class GpuReport(string path, TimeSpan limit, Func<object> about, TextWriter output)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly List<GpuPart> _parts = [];

    /// <summary>Whether every part ran and found what it was to find.</summary>
    public bool Holds => _parts.TrueForAll(part => part is { Missing: null, Holds: true });

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>Runs a part.</summary>
    /// <param name="name">What it is about.</param>
    /// <param name="missing">Why it cannot run; null where it can.</param>
    /// <param name="run">Figures, and whether they are as they should be.</param>
    public void Run(string name, string? missing, Func<(bool Holds, object Figures)> run)
    {
        missing ??= Elapsed > limit ? $"no time is left after {Elapsed.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture)} s" : null;
        var start = Stopwatch.GetTimestamp();
        var (holds, figures) = (false, (object?)null);
        try
        {
            (holds, figures) = missing is null ? run() : (false, null);
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidDataException or OnnxRuntimeException or ScoringException
            or ExternalException or NotSupportedException or DllNotFoundException)
        {
            missing = $"{e.GetType().Name}: {e.Message.Split('\n')[0]}";
        }

        _parts.Add(new(name, missing, holds, Stopwatch.GetElapsedTime(start).TotalSeconds, figures));
        output.WriteLine($"{name}: {missing ?? (holds ? "holds" : "DOES NOT HOLD")}");
        File.WriteAllText(path, JsonSerializer.Serialize(new { About = about(), Holds, Elapsed.TotalSeconds, Parts = _parts }, Json));
    }

    /// <summary>A part of a run.</summary>
    private sealed record GpuPart(string Name, string? Missing, bool Holds, double Seconds, object? Figures);
}
