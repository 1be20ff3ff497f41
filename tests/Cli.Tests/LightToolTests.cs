using NasPipelines.Cli;

namespace NasPipelines.Cli.Tests;

internal sealed class LightToolTests
{
    [Test]
    public void Explains_WantOfLibtorchInTheLightPackage_WhereverItIsWrapped()
    {
        var missing = new InvalidOperationException("libtorch", new DllNotFoundException("NasPipelines.WithoutLibtorch"));
        Assert.That(LightTool.Explains(missing));
        Assert.That(LightTool.Explains(new AggregateException(missing)));
        Assert.That(LightTool.Message, Does.Contain("dotnet tool install --global NasPipelines.Tool.").And.Not.Contain("\n"));
    }

    [Test]
    public void Explains_AnotherLibraryThatDoesNotLoad_Not() =>
        Assert.That(
            LightTool.Explains(new InvalidOperationException("libtorch", new DllNotFoundException("libc10.so: cannot open"))), Is.False);
}
