using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace NasPipelines.Benchmarks;

/// <summary>SciPy in a process of its own, where it is installed.</summary>
internal static class SciPy
{
    private const string Tau = """
        import sys, time, numpy, scipy.stats
        values = numpy.fromfile(sys.argv[1])
        scores, truth = numpy.split(values, 2)
        tau = scipy.stats.kendalltau(scores, truth)[0]
        times = []
        for _ in range(int(sys.argv[2])):
            start = time.perf_counter()
            scipy.stats.kendalltau(scores, truth)
            times.append(time.perf_counter() - start)
        print(repr(float(numpy.median(times))), repr(float(tau)))
        """;

    /// <summary>The version, or null where there is none.</summary>
    public static string? Version()
    {
        try
        {
            var (exit, text, _) = Python("import scipy; print(scipy.__version__)");
            return exit == 0 ? text : null;
        }
        catch (Win32Exception)
        {
            // There is no python3 to start.
            return null;
        }
    }

    /// <summary>Median seconds after a warm-up, and the value.</summary>
    public static (double Seconds, double Tau) KendallTauB(double[] scores, double[] truth, int repetitions)
    {
        var path = Path.GetTempFileName();
        try
        {
            double[] values = [.. scores, .. truth];
            File.WriteAllBytes(path, MemoryMarshal.AsBytes(values.AsSpan()));
            var (exit, text, error) = Python(Tau, path, repetitions.ToString(CultureInfo.InvariantCulture));
            if (exit != 0)
            {
                throw new InvalidOperationException($"scipy.stats.kendalltau failed in python3 (exit status {exit}): {error}");
            }

            double[] numbers = [.. text.Split(' ').Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
            return (numbers[0], numbers[1]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static (int Exit, string Output, string Error) Python(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "python3", ["-c", program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Trim(), error.Result.Trim());
    }
}
