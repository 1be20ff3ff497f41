namespace NasPipelines.Cli.Tests;

/// <summary>Cancels when a text is written, the first sign of progress.</summary>
internal sealed class StoppingWriter(CancellationTokenSource stop, string sign) : StringWriter
{
    public override void Write(string? value) => Stop(value, () => base.Write(value));

    public override void WriteLine(string? value) => Stop(value, () => base.WriteLine(value));

    private void Stop(string? value, Action write)
    {
        write();
        if (value?.Contains(sign, StringComparison.Ordinal) == true)
        {
            stop.Cancel();
        }
    }
}
